import type { UserActor } from "@/lib/access/actor";
import { db, type Tx } from "@/lib/db";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/** A session whose person has just proven anew who they are. */
export interface RaisedProof {
  authTime: Date;
  amr: string[];
}

/**
 * Notes that the person of a session has proven anew, with all that their account owes, who they are: the proof counts from now, and
 * the session rests on these methods as well (RFC 8176). The caller has proven it, and calls `forgetCachedSessions` after its
 * commit where `tx` is a transaction. @returns null when the session has ended.
 */
export async function raiseProof(tx: Tx, actor: UserActor, amr: readonly string[]): Promise<RaisedProof | null> {
  const [raised] = await tx.$queryRaw<{ auth_time: Date; amr: string[] }[]>`
    UPDATE sessions
       SET auth_time = now(), proved_until = NULL, password_proved_at = NULL,
           amr = amr || ARRAY(SELECT method FROM unnest(${[...amr]}::text[]) AS method WHERE method <> ALL (amr))
     WHERE id = ${actor.sessionId}::uuid AND user_id = ${actor.userId}::uuid AND expires > now()
 RETURNING auth_time, amr`;
  forgetCachedSessions(actor.userId);
  return raised ? { authTime: raised.auth_time, amr: raised.amr } : null;
}

/** Notes that the password was proven, where a second factor is still owed: the step-up that follows does not ask for it again. */
export async function notePassword(actor: UserActor): Promise<void> {
  await db.session.updateMany({ where: { id: actor.sessionId, userId: actor.userId }, data: { passwordProvedAt: new Date() } });
}
