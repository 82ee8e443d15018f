import type { Actor } from "@/lib/access/actor";
import type { IssuedSession } from "@/lib/sessions/store";
import { openBrowserSession } from "@/lib/signin/open-session";
import { provePassword } from "@/lib/signin/prove-password";
import type { SignInInput } from "@/lib/signin/signin.schema";

/**
 * Signs a person in with a browser, by e-mail or username and password.
 * @throws what `provePassword` throws.
 */
export async function signInWithPassword(actor: Actor, input: SignInInput): Promise<IssuedSession> {
  const account = await provePassword(actor, input.identifier, input.password);
  const session = await openBrowserSession(actor, account, input.remember_me ? "remembered" : "browser");
  // Only this attempt is given back: guesses made before it still count (security: counters survive a sign-in).
  await account.giveBack();
  return session;
}
