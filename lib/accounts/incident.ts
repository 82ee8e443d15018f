import type { Actor } from "@/lib/access/actor";
import { authorizeAct } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";

/** Accounts of one transaction. */
const BATCH = 2_000;

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/**
 * Makes every password worthless: nobody signs in with theirs until they have set a new one by a mailed link. With
 * `mail` everybody whose account is active is told so through the queue; without, they learn it when they sign in. Accounts without a password and
 * those that were required to already are left alone, so that a run that was cut off goes on where it was.
 * Sessions are not ended by this: see lib/sessions/incident.ts.
 * @param onProgress is told how many accounts it were so far.
 * @throws AppError FORBIDDEN.
 */
export async function forceAllResets(
  actor: Actor,
  mail: "everybody" | "nobody",
  onProgress: (forced: number) => void = () => {},
): Promise<{ forced: number; mailed: number }> {
  await authorizeAct(actor, "platform.users.manage");
  const done = { forced: 0, mailed: 0 };
  let cursor = BEFORE_ALL;
  for (;;) {
    const batch = await db.$transaction(async (tx) => {
      const ids = await forceBatch(tx, cursor);
      const mailed = mail === "everybody" && ids.length > 0 ? await queueNotices(tx, ids) : 0;
      if (ids.length > 0) await audit(tx, actor, { action: "incident.resets_forced", details: { count: ids.length, mailed } });
      return { ids, mailed };
    });
    const last = batch.ids.at(-1);
    if (last === undefined) return done;
    cursor = last;
    done.forced += batch.ids.length;
    done.mailed += batch.mailed;
    onProgress(done.forced);
  }
}

/** The ids of the next accounts whose passwords are worthless now, in order. */
async function forceBatch(tx: Tx, cursor: string): Promise<string[]> {
  const forced = await tx.$queryRaw<{ id: string }[]>`
    WITH forced AS (
      UPDATE users SET must_reset_password = true, updated_at = now()
       WHERE id IN (
         SELECT id FROM users WHERE id > ${cursor}::uuid AND password_hash IS NOT NULL AND NOT must_reset_password ORDER BY id LIMIT ${BATCH}
       )
      RETURNING id
    )
    SELECT id::text FROM forced ORDER BY id`;
  return forced.map(({ id }) => id);
}

/** Queues a notice for each of many in one statement. Not a reset link: it would have run out before most people read their mail. */
async function queueNotices(tx: Tx, ids: string[]): Promise<number> {
  const [queued] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(graphile_worker.add_job('mail.security_notice', payload => json_build_object(
             'userId', id, 'to', email, 'notice', 'password_reset_required', 'occurredAt', ${new Date().toISOString()}::text,
             'ip', NULL, 'userAgent', NULL)))::int AS count
      FROM users WHERE id = ANY (${ids}::uuid[]) AND is_active`;
  return queued?.count ?? 0;
}

/** Makes every mailed link and code that is still open worthless; people ask for a new mail. @throws AppError FORBIDDEN. */
export async function voidMailedProofs(actor: Actor): Promise<{ voided: number }> {
  await authorizeAct(actor, "platform.users.manage");
  let voided = 0;
  for (;;) {
    const count = await db.$transaction(async (tx) => {
      const taken = await tx.$executeRaw`
        UPDATE one_time_tokens SET consumed_at = now() WHERE id IN (
          SELECT id FROM one_time_tokens WHERE consumed_at IS NULL AND expires_at > now() LIMIT ${BATCH}
        )`;
      if (taken > 0) await audit(tx, actor, { action: "incident.proofs_voided", details: { count: taken } });
      return taken;
    });
    voided += count;
    if (count < BATCH) return { voided };
  }
}
