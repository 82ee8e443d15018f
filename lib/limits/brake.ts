import { keyedHash } from "@/lib/crypto";
import { pool, prepared } from "@/lib/db";
import { env } from "@/lib/env";
import { type AppError, rateLimited, unavailable } from "@/lib/errors";
import { BRAKES, type Brake, type BrakeName } from "@/lib/limits/brakes";
import { COUNTERS_LOST_RETRY_SECONDS, NOTHING_SPENT, type Spent } from "@/lib/limits/limit";
import { wideNetworkOf } from "@/lib/limits/network";
import { refusals } from "@/lib/limits/refusals";
import { currentReport } from "@/lib/limits/report";
import { log } from "@/lib/log";
import { metrics } from "@/lib/metrics";

/** Why an attempt may be made: its wait is over, or something was done instead of waiting. */
export type Turn = "waited" | "paid";

interface Row {
  points: number;
  blockedUntil: string | null;
  waitMs: number | null;
}

/**
 * Takes an attempt for a failure, and says how long the next one waits; give it back with `refund()` when it was none. One
 * statement, so that of any number at once no more pass than are free. What is refused is not counted.
 * A row says when all its failures will be forgotten (`expire`), and so how many there are; by the database's clock, which is one for all.
 * @param whose the account as it was typed, or a network address. Stored only as a keyed hash.
 * @param turn `paid` passes a wait, and is counted like any other.
 * @throws AppError RATE_LIMITED with the seconds to wait; UNAVAILABLE when the counters cannot be reached, never a free pass.
 */
export async function brake(name: BrakeName, whose: string, turn: Turn = "waited"): Promise<Spent> {
  if (env.RATE_LIMITS === "off") return NOTHING_SPENT;
  const shape = BRAKES[name];
  const row = brakeRow(name, whose);
  const knownWaitMs = turn === "waited" ? refusals.waitMs(row) : 0;
  if (knownWaitMs > 0) throw refusal(name, row, knownWaitMs);
  const counted = await count(row, shape, turn).catch((error: unknown) => {
    throw unavailable(COUNTERS_LOST_RETRY_SECONDS, error);
  });
  if (!counted) {
    const { waitMs } = await lookAtBrake(name, whose);
    // It may have run out since.
    const left = waitMs || 1000;
    refusals.remember(row, left);
    throw refusal(name, row, left);
  }
  refusals.forget(row);
  note(row, shape, counted.points, counted.waitMs ?? shape.forgetSeconds * 1000 * counted.points);
  // A wait that was paid for stays: it is that of everybody else.
  return { refund: () => refund(row, shape, turn === "paid" ? { ...counted, blockedUntil: null } : counted) };
}

function refusal(name: BrakeName, row: string, waitMs: number): AppError {
  const { [name]: shape } = BRAKES;
  note(row, shape, shape.free, waitMs);
  metrics.refusals.inc({ budget: name });
  return rateLimited(waitMs / 1000);
}

const note = (row: string, { free, forgetSeconds }: Brake, failures: number, msLeft: number): void =>
  currentReport()?.note(row, { points: free, seconds: forgetSeconds }, failures, msLeft);

function brakeRow(name: BrakeName, whose: string): string {
  const of = name.endsWith(".network") ? wideNetworkOf(whose) : whose;
  return `${name}/brake:${keyedHash("limits", of).slice(0, 32)}`;
}

const NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

// $1 row, $2 milliseconds until one is forgotten, $3 how many are free, $4 the first and $5 the longest wait in milliseconds, $6 the turn.
const COUNT = `
  INSERT INTO rate_limits AS r (key, points, expire, blocked_until)
  VALUES ($1, 1, ${NOW} + $2::bigint, CASE WHEN $3::int <= 1 THEN ${NOW} + $4::bigint END)
  ON CONFLICT (key) DO UPDATE SET (points, expire, blocked_until) = (
    SELECT failures, whole, CASE WHEN failures >= $3::int THEN ms + least($5::bigint, $4::bigint * (2 ^ least(failures - $3::int, 30))::bigint) END
      FROM (SELECT excluded.expire - $2::bigint AS ms, greatest(r.expire + $2::bigint, excluded.expire) AS whole) AS moment,
           LATERAL (SELECT ceil((whole - ms)::float8 / $2::bigint)::int AS failures) AS counted
  )
  WHERE $6::text = 'paid' OR coalesce(r.blocked_until, 0) <= excluded.expire - $2::bigint
  RETURNING points, blocked_until AS "blockedUntil", (blocked_until - ${NOW})::float8 AS "waitMs"`;

async function count(row: string, { free, firstSeconds, mostSeconds, forgetSeconds }: Brake, turn: Turn): Promise<Row | null> {
  const values = [row, forgetSeconds * 1000, free, firstSeconds * 1000, mostSeconds * 1000, turn];
  const { rows } = await pool.query<Row>({ ...prepared("brake.count"), text: COUNT, values });
  return rows[0] ?? null;
}

/** Takes one failure away, and the wait that it made, unless another has come meanwhile. Never throws. */
async function refund(row: string, shape: Brake, { blockedUntil, points }: Row): Promise<void> {
  note(row, shape, points - 1, shape.forgetSeconds * 1000 * (points - 1));
  const text = `UPDATE rate_limits SET points = points - 1, expire = expire - $2::bigint,
                       blocked_until = CASE WHEN blocked_until IS DISTINCT FROM $3::bigint THEN blocked_until END
                 WHERE key = $1`;
  try {
    await pool.query({ ...prepared("brake.refund"), text, values: [row, shape.forgetSeconds * 1000, blockedUntil] });
  } catch (error) {
    log.warn({ err: error }, "a failure that was none could not be taken away");
  }
}

/** How a brake stands. */
export interface BrakeState {
  /** Those that are not forgotten yet. */
  failures: number;
  /** Until the next attempt may be made. */
  waitMs: number;
  /** Until all are forgotten. */
  msLeft: number;
}

/** How a brake stands, without counting anything. @throws Error when the counters cannot be reached. */
export async function lookAtBrake(name: BrakeName, whose: string): Promise<BrakeState> {
  const { rows } = await pool.query<{ waitMs: number | null; msLeft: number }>(
    `SELECT (blocked_until - ${NOW})::float8 AS "waitMs", (expire - ${NOW})::float8 AS "msLeft" FROM rate_limits WHERE key = $1`,
    [brakeRow(name, whose)],
  );
  const msLeft = Math.max(0, rows[0]?.msLeft ?? 0);
  return { failures: Math.ceil(msLeft / (BRAKES[name].forgetSeconds * 1000)), waitMs: Math.max(0, rows[0]?.waitMs ?? 0), msLeft };
}

/** Forgets all failures at once; other processes notice within five seconds. @throws Error when the counters cannot be reached. */
export async function releaseBrake(name: BrakeName, whose: string): Promise<void> {
  const row = brakeRow(name, whose);
  await pool.query("DELETE FROM rate_limits WHERE key = $1", [row]);
  refusals.forget(row);
}
