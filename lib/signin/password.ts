import type { Actor } from "@/lib/access/actor";
import type { IssuedSession } from "@/lib/sessions/store";
import { deviceOf, issueDevice } from "@/lib/signin/known-device";
import { openBrowserSession } from "@/lib/signin/open-session";
import { provePassword } from "@/lib/signin/prove-password";
import type { SignInInput } from "@/lib/signin/signin.schema";

/** A session for a browser, and what the browser keeps beyond it to be known again. */
export interface BrowserSignIn extends IssuedSession {
  device: string;
}

/**
 * Signs a person in with a browser, by e-mail or username and password.
 * @throws what `provePassword` throws.
 */
export async function signInWithPassword(actor: Actor, input: SignInInput): Promise<BrowserSignIn> {
  const { device = null } = input;
  const account = await provePassword(actor, input.identifier, input.password, device);
  const session = await openBrowserSession(actor, account, input.remember_me ? "remembered" : "browser");
  // Only this attempt is given back: guesses made before it still count (security: counters survive a sign-in).
  await account.giveBack();
  const isKnown = device !== null && deviceOf(device, account.id) !== null;
  return { ...session, device: isKnown ? device : issueDevice(account.id) };
}
