import type { Actor } from "@/lib/access/actor";
import type { IssuedSession } from "@/lib/sessions/store";
import { deviceOf, issueDevice } from "@/lib/signin/known-device";
import { openBrowserSession } from "@/lib/signin/open-session";
import { provePassword } from "@/lib/signin/prove-password";
import type { SignInInput } from "@/lib/signin/signin.schema";
import { nextStep } from "@/lib/signin/steps";
import { beginSignIn } from "@/lib/signin/unfinished";

/** A session for a browser, and what the browser keeps beyond it to be known again. */
export interface BrowserSignIn extends IssuedSession {
  device: string;
}

/** How a browser's sign-in goes on: with a session, or with a token for the step that is owed. */
export type BrowserStep = { status: "complete"; session: BrowserSignIn } | { status: "mfa_required"; preAuthToken: string };

/**
 * Signs a person in with a browser, by e-mail or username and password.
 * @throws what `provePassword` throws.
 */
export async function signInWithPassword(actor: Actor, input: SignInInput): Promise<BrowserStep> {
  const { device = null } = input;
  const account = await provePassword(actor, input.identifier, input.password, device);
  const kind = input.remember_me ? "remembered" : "browser";
  const step = nextStep({ amr: ["pwd"], hasSecondFactor: account.hasSecondFactor, selects: false });
  if (step === "mfa_required")
    return { status: step, preAuthToken: await beginSignIn(account, { kind, deviceName: null, selects: false }) };
  const session = await openBrowserSession(actor, account, kind);
  // Only this attempt is given back: guesses made before it still count (security: counters survive a sign-in).
  await account.giveBack();
  return { status: "complete", session: { ...session, device: knownDevice(device, account.id) } };
}

/** What the browser keeps to be known to this account: what it has, if that is the account's, else a new one. */
export const knownDevice = (device: string | null, userId: string): string =>
  device !== null && deviceOf(device, userId) !== null ? device : issueDevice(userId);
