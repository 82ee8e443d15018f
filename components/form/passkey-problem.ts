/** What to tell a person whose browser or authenticator gave up (WebAuthn §5.1.3, §5.1.4); null where they called it off themselves. */
export function wordsFor(error: unknown): string | null {
  if (typeof PublicKeyCredential === "undefined") return "This browser cannot use passkeys. Use another browser, or another way.";
  const name = error instanceof Error ? error.name : "";
  if (name === "AbortError") return null;
  if (name === "InvalidStateError") return "There is a passkey for this account on this device already.";
  if (name === "NotAllowedError") return "No passkey was used: it was called off, or took too long. Try again when you are ready.";
  if (name === "SecurityError") return "Passkeys do not work at this address. Open the portal under its own name.";
  return "This passkey did not work. Try again, or use another way.";
}
