import type { UserActor } from "@/lib/access/actor";
import type { Tx } from "@/lib/db";
import { unauthenticated } from "@/lib/errors";

/**
 * Lets a permanent act on one's own account go on only while the session that asks for it lives, and keeps it alive for the rest of the
 * caller's transaction. What a session check has read may be half a second old, and a request may wait longer: a session that the owner has
 * ended meanwhile must leave no way in behind (OWASP ASVS 5.0 §7.4.3). The account's row is locked before: whoever ends the sessions
 * together with a change of the account locks it first as well, so that one of both sees the other.
 * @throws AppError UNAUTHENTICATED.
 */
export async function holdLiveSession(tx: Tx, { userId, sessionId }: UserActor): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
  const living = await tx.$executeRaw`
    SELECT 1 FROM sessions WHERE id = ${sessionId}::uuid AND user_id = ${userId}::uuid AND expires > now() FOR KEY SHARE`;
  if (living === 0) throw unauthenticated();
}
