import type { z } from "zod";
import type { Assertion, creationOptions, requestOptions } from "@/lib/passkeys/passkeys.schema";

type Creation = z.infer<typeof creationOptions>;
type Request = z.infer<typeof requestOptions>;

/** Loaded when a passkey is used, so that no page waits for it. */
const library = () => import("@simplewebauthn/browser");

/** Lets the person make a passkey. @throws Error for which `passkeyProblem` has words. */
export const createPasskey = async (options: Creation) => (await library()).startRegistration({ optionsJSON: options });

/** What stands open among what the browser fills in. */
let offered: AbortController | null = null;

/** Lets the person choose and use a passkey; whatever was asked before is called off. @throws Error for which `passkeyProblem` has words. */
export async function askForPasskey(options: Request): Promise<Assertion> {
  offered?.abort();
  return (await library()).startAuthentication({ optionsJSON: options });
}

/**
 * Offers passkeys among what the browser fills in, until one is chosen or something else is asked of it. Every visit of the page does
 * so, which is why a browser that reads and writes the options itself (WebAuthn Level 3 §5.1.8, §5.1) loads nothing for it.
 */
export async function offerPasskeys(options: Request): Promise<Assertion | null> {
  if (!("parseRequestOptionsFromJSON" in PublicKeyCredential)) {
    return (await library()).startAuthentication({ optionsJSON: options, useBrowserAutofill: true });
  }
  offered?.abort();
  offered = new AbortController();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ mediation: "conditional", signal: offered.signal, publicKey });
  return credential instanceof PublicKeyCredential ? readAnswer(credential) : null;
}

/** As the library would write it. */
function readAnswer(credential: PublicKeyCredential): Assertion | null {
  const { id, rawId, response } = credential.toJSON();
  return "signature" in response ? { id, rawId, type: "public-key", response } : null;
}

/** Whether this browser fills passkeys in (WebAuthn §5.1.7). */
export async function fillsInPasskeys(): Promise<boolean> {
  return typeof PublicKeyCredential !== "undefined" && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

/** What to tell a person whose browser or authenticator gave up; null where they called it off themselves. Its words are loaded when needed. */
export const passkeyProblem = async (error: unknown): Promise<string | null> =>
  (await import("@/components/form/passkey-problem")).wordsFor(error);
