import type { Actor } from "@/lib/access/actor";
import { authorize, authorizeAct } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";

/** Sessions of one transaction, with their refresh tokens: some tenths of a second. */
const BATCH = 5_000;

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/**
 * Ends every session there is, and with it the refresh tokens and access tokens that stand for it; and every sign-in that waits for its last step. Each is dead on every
 * instance within a second after its batch; whoever signs in anew meanwhile may be signed out again. Cut off and done
 * again it goes on.
 * @param onProgress is told how many have ended so far.
 * @throws AppError FORBIDDEN.
 */
export async function endAllSessions(actor: Actor, onProgress: (ended: number) => void = () => {}): Promise<{ ended: number }> {
  await authorizeAct(actor, "platform.users.manage");
  let cursor = BEFORE_ALL;
  let ended = 0;
  for (;;) {
    const batch = await db.$transaction(async (tx) => {
      // A sign-in that is not finished would become a session afterwards.
      const unfinished = await tx.preAuthToken.deleteMany({});
      const [gone] = await tx.$queryRaw<{ count: number; last: string | null }[]>`
        WITH gone AS (
          DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE id > ${cursor}::uuid ORDER BY id LIMIT ${BATCH}) RETURNING id
        )
        SELECT count(*)::int AS count, (SELECT id::text FROM gone ORDER BY id DESC LIMIT 1) AS last FROM gone`;
      const count = gone?.count ?? 0;
      if (count + unfinished.count > 0) {
        await audit(tx, actor, { action: "incident.sessions_ended", details: { count, unfinished: unfinished.count } });
      }
      return { count, last: gone?.last ?? null };
    });
    ended += batch.count;
    onProgress(ended);
    if (batch.last === null) return { ended };
    cursor = batch.last;
  }
}

/** How many sessions there are, for a progress bar. @throws AppError FORBIDDEN. */
export async function countSessions(actor: Actor): Promise<number> {
  authorize(actor, "platform.users.read");
  return db.session.count();
}
