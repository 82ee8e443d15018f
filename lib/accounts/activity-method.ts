/** What each method reference of a session is called (RFC 8176 §2, and our own); what is not here is no way of its own. */
const REFERENCES: Record<string, string> = {
  pwd: "password",
  fed: "another service",
  hwk: "passkey",
  swk: "passkey",
  otp: "authenticator app",
  sms: "text message",
  email: "code by e-mail",
  recovery: "recovery code",
};

/** What an audit row calls the method of an attempt. */
const METHODS: Record<string, string> = {
  password: "password",
  provider: "another service",
  passkey: "passkey",
  totp: "authenticator app",
  sms: "text message",
  email: "code by e-mail",
  recovery_code: "recovery code",
};

/** "Password and authenticator app": how somebody signed in or tried to, from the details of an audit row; null where they say nothing of it. */
export function describeMethod(details: unknown): string | null {
  if (typeof details !== "object" || details === null) return null;
  const amr: unknown = Reflect.get(details, "amr");
  const proven = Array.isArray(amr) ? amr.flatMap((reference) => named(REFERENCES, reference)) : [];
  const names = proven.length > 0 ? proven : named(METHODS, Reflect.get(details, "method"));
  if (names.length === 0) return null;
  const sentence = new Intl.ListFormat("en").format(new Set(names));
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

const named = (names: Record<string, string>, key: unknown): string[] => {
  const name = typeof key === "string" && Object.hasOwn(names, key) ? names[key] : undefined;
  return name ? [name] : [];
};
