import type { Actor, SessionActor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import type { Tx } from "@/lib/db";
import type { SessionKind } from "@/lib/sessions/lifetimes";
import { createSession, type IssuedSession } from "@/lib/sessions/store";
import { type ProvenAccount, wrongCredentials } from "@/lib/signin/prove-password";

/**
 * Opens a session for a proven account in the caller's transaction: notes the sign-in, keeps an upgraded hash,
 * writes the session and its audit row.
 * @throws AppError INVALID_CREDENTIALS when the account was reset, changed or deactivated since it was proven.
 */
export async function openSession(tx: Tx, actor: Actor, account: ProvenAccount, kind: SessionKind): Promise<IssuedSession> {
  const { count } = await tx.user.updateMany({
    where: { id: account.id, isActive: true, passwordHash: account.passwordHash },
    data: { lastSignInAt: new Date(), ...(account.upgradedHash ? { passwordHash: account.upgradedHash } : {}) },
  });
  if (count === 0) throw wrongCredentials();
  const issued = await createSession(tx, { userId: account.id, kind, amr: ["pwd"], context: actor.context });
  const signedIn: SessionActor = {
    kind: "session",
    proof: { by: "cookie" },
    userId: account.id,
    sessionId: issued.id,
    role: account.role,
    email: account.email,
    authTime: issued.authTime,
    amr: ["pwd"],
    context: actor.context,
  };
  await audit(tx, signedIn, {
    action: "session.created",
    target: { type: "user", id: account.id },
    details: { method: "password", for: kind },
  });
  return issued;
}
