import type { Actor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import type { IssuedSession } from "@/lib/sessions/store";
import { openSession } from "@/lib/signin/open-session";
import { provePassword } from "@/lib/signin/prove-password";
import type { SignInInput } from "@/lib/signin/signin.schema";

/**
 * Signs a person in with a browser, by e-mail or username and password. The session that the browser came with
 * dies, whoever it belonged to (OWASP ASVS 5.0 §7.2.4).
 * @throws what `provePassword` throws.
 */
export async function signInWithPassword(actor: Actor, input: SignInInput): Promise<IssuedSession> {
  const account = await provePassword(actor, input.identifier, input.password);
  const session = await db.$transaction(async (tx) => {
    if (actor.kind === "session") await tx.session.deleteMany({ where: { id: actor.sessionId } });
    return openSession(tx, actor, account, input.remember_me ? "remembered" : "browser");
  });
  if (actor.kind === "session") forgetCachedSessions(actor.userId);
  // Only this attempt is given back: guesses made before it still count (security: counters survive a sign-in).
  await account.giveBack();
  return session;
}
