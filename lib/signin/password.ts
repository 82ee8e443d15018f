import type { Actor } from "@/lib/access/actor";
import type { IssuedSession } from "@/lib/sessions/store";
import { askForApproval } from "@/lib/signin/ask-for-approval";
import { deviceAtHand, readDeviceFacts } from "@/lib/signin/device-at-hand";
import { openBrowserSession } from "@/lib/signin/open-session";
import { provePassword } from "@/lib/signin/prove-password";
import type { SignInInput } from "@/lib/signin/signin.schema";
import { nextStep } from "@/lib/signin/steps";
import { beginSignIn, openUnlessApprovalIsOwed } from "@/lib/signin/unfinished";

/** A session for a browser, and what the browser keeps beyond it to be known again. */
export interface BrowserSignIn extends IssuedSession {
  device: string;
}

/** How a browser's sign-in goes on: with a session, or with a token for the step that is owed. */
export type BrowserStep =
  | { status: "complete"; session: BrowserSignIn }
  | { status: "mfa_required" | "device_approval_required"; preAuthToken: string };

/**
 * Signs a person in with a browser, by e-mail or username and password.
 * @throws what `provePassword` throws; RATE_LIMITED where the owner was asked about new devices too often.
 */
export async function signInWithPassword(actor: Actor, input: SignInInput): Promise<BrowserStep> {
  const { device: kept = null, proof } = input;
  const account = await provePassword(actor, input.identifier, input.password, { device: kept, proof });
  const kind = input.remember_me ? "remembered" : "browser";
  const device = await deviceAtHand(kept, account.id);
  const begin = () =>
    beginSignIn(account, { kind, deviceName: null, selects: false, deviceHash: device.knownHash, context: actor.context });
  // Only a device that is known can be trusted: nobody else's sign-in asks.
  const isTrusted = account.hasSecondFactor && device.knownHash !== null && (await readDeviceFacts(account.id, device.knownHash)).isTrusted;
  const step = nextStep({ amr: ["pwd"], hasSecondFactor: account.hasSecondFactor, isTrusted, selects: false });
  if (step === "mfa_required") return { status: step, preAuthToken: await begin() };
  const session = await openUnlessApprovalIsOwed(account, device.knownHash, () => openBrowserSession(actor, account, kind, device));
  if (!session) return { status: "device_approval_required", preAuthToken: await askForApproval(actor, await begin()) };
  // Only this attempt is given back: guesses made before it still count (security: counters survive a sign-in).
  await account.giveBack();
  return { status: "complete", session: { ...session, device: device.keeps } };
}
