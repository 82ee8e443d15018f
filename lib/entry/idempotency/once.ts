import { randomUUID } from "node:crypto";
import { decrypt, encrypt } from "@/lib/crypto";
import { pool, prepared } from "@/lib/db";
import type { Undertaking } from "@/lib/entry/idempotency/idempotency-key";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

/** How long an answer is kept. */
const KEPT_HOURS = 24;
/** No request takes this long; whoever did not finish in it has died. Seconds. */
const ABANDONED_SECONDS = 60;

/** What was answered now, or what was kept of an earlier answer: JSON. */
export type Done<T> = { isReplay: false; output: T } | { isReplay: true; kept: unknown };

interface Kept {
  fingerprint: string;
  answer: Uint8Array | null;
}

/**
 * Does `work` once for an undertaking, and answers everybody who comes again with what it answered, for a day. Only what
 * succeeded is kept: what was refused has made nothing, and may be tried again with the same key.
 * @throws AppError CONFLICT while another is doing it; VALIDATION_ERROR when something else was sent under this key;
 * and what `work` throws.
 */
export async function once<T>(undertaking: Undertaking, work: () => Promise<T>): Promise<Done<T>> {
  const claim = randomUUID();
  if (!(await claimed(undertaking, claim))) return { isReplay: true, kept: await keptAnswer(undertaking) };
  let output: T;
  try {
    output = await work();
  } catch (error) {
    await release(undertaking, claim);
    throw error;
  }
  await keep(undertaking, claim, output);
  return { isReplay: false, output };
}

/** Takes the undertaking by one statement: when nobody has, when it is over, or when whoever did has died. */
async function claimed({ id, fingerprint }: Undertaking, claim: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    ...prepared("idempotency.claim"),
    text: `INSERT INTO idempotency_keys AS kept (id, fingerprint, claim, claimed_at, expires_at)
           VALUES ($1, $2, $3, now(), now() + make_interval(hours => $4))
           ON CONFLICT (id) DO UPDATE
             SET fingerprint = EXCLUDED.fingerprint, claim = EXCLUDED.claim, claimed_at = now(), answer = NULL, expires_at = EXCLUDED.expires_at
           WHERE kept.expires_at <= now()
              OR (kept.answer IS NULL AND kept.fingerprint = EXCLUDED.fingerprint
                  AND kept.claimed_at < now() - make_interval(secs => $5))`,
    values: [id, fingerprint, claim, KEPT_HOURS, ABANDONED_SECONDS],
  });
  return rowCount === 1;
}

async function keptAnswer({ id, fingerprint }: Undertaking): Promise<unknown> {
  const { rows } = await pool.query<Kept>("SELECT fingerprint, answer FROM idempotency_keys WHERE id = $1", [id]);
  const [kept] = rows;
  if (kept && kept.fingerprint !== fingerprint) {
    throw new AppError("VALIDATION_ERROR", "This Idempotency-Key was used for another request. Use a new one.", {
      fields: { "idempotency-key": ["This key was used for another request."] },
    });
  }
  // Also when whoever did it has just failed: coming again does it.
  if (!kept?.answer) throw stillRunning();
  return JSON.parse(decrypt("idempotency", kept.answer));
}

const stillRunning = (): AppError =>
  new AppError("CONFLICT", "A request with this Idempotency-Key is still being answered. Send it again in a moment.", {
    retryAfterSeconds: 1,
  });

/** What was done stands, also when its answer cannot be kept; then a retry finds out by the rule's own conflicts. */
async function keep({ id }: Undertaking, claim: string, output: unknown): Promise<void> {
  try {
    await pool.query("UPDATE idempotency_keys SET answer = $3 WHERE id = $1 AND claim = $2", [
      id,
      claim,
      encrypt("idempotency", JSON.stringify(output)),
    ]);
  } catch (error) {
    log.warn({ err: error }, "an answer could not be kept for its Idempotency-Key");
  }
}

async function release({ id }: Undertaking, claim: string): Promise<void> {
  try {
    await pool.query("DELETE FROM idempotency_keys WHERE id = $1 AND claim = $2", [id, claim]);
  } catch (error) {
    log.warn({ err: error }, "an Idempotency-Key could not be given back");
  }
}

/** Deletes answers that are kept no longer, at most `batch` of them, and says how many. For the clean-up. */
export async function deleteExpiredAnswers(batch: number): Promise<number> {
  const { rowCount } = await pool.query(
    "DELETE FROM idempotency_keys WHERE id IN (SELECT id FROM idempotency_keys WHERE expires_at <= now() LIMIT $1) AND expires_at <= now()",
    [batch],
  );
  return rowCount ?? 0;
}
