import type pg from "pg";

/** A mail that could not be sent is tried for this long, in milliseconds: three days. */
export const MAIL_RETRY_MS = 3 * 24 * 60 * 60 * 1000;

/**
 * Brings forward the failed mails that are due again: after a twentieth of their age, between two seconds and a
 * quarter of an hour. The queue's own back-off counts attempts and soon waits for hours, which is too long for
 * somebody who waits for a code; by age, a minute's outage costs seconds and a long one is not hammered at.
 * @param most how many at once, the oldest first; a few are enough to notice that mail can leave again.
 * @returns how many will be tried now.
 */
export async function hastenFailedMail(pool: pg.Pool, most: number): Promise<number> {
  // graphile-worker sets run_at to the moment of the failure plus exp(attempts) seconds.
  const { rows } = await pool.query<{ hastened: number }>(
    `WITH failed AS (
       SELECT id, created_at, run_at - exp(least(attempts, 10)) * interval '1 second' AS failed_at
       FROM graphile_worker.jobs
       WHERE task_identifier LIKE 'mail.%' AND last_error IS NOT NULL
         AND locked_at IS NULL AND attempts < max_attempts AND run_at > now()
     ), due AS (
       SELECT id FROM failed
       WHERE failed_at + least(greatest((failed_at - created_at) / 20, interval '2 seconds'), interval '15 minutes') <= now()
       ORDER BY created_at LIMIT $1
     )
     SELECT count(*)::int AS hastened
     FROM graphile_worker.reschedule_jobs((SELECT array_agg(id) FROM due), run_at => now(), attempts => 1)`,
    [most],
  );
  return rows[0]?.hastened ?? 0;
}
