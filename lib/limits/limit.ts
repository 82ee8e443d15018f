import { RateLimiterRes } from "rate-limiter-flexible";
import { pool, prepared } from "@/lib/db";
import { env } from "@/lib/env";
import { rateLimited, unavailable } from "@/lib/errors";
import type { BudgetName } from "@/lib/limits/budgets";
import { type Counter, countersFor } from "@/lib/limits/counters";
import { refusals } from "@/lib/limits/refusals";
import { log } from "@/lib/log";

/** A point that was spent and may be given back when the attempt turns out to be an honest one. */
export interface Spent {
  /** Gives the point back. Never throws: what was achieved stands, and the point runs out by itself. */
  refund(): Promise<void>;
}

export interface LimitOptions {
  /** Runs when this very call is the first to overdraw a window of the budget: the moment to raise an alarm. */
  onFirstExceeded?: () => Promise<void>;
}

/** Seconds to wait when the counters cannot be reached. */
const COUNTERS_LOST_RETRY_SECONDS = 5;

const NOTHING_SPENT: Spent = { refund: async () => undefined };

/**
 * Spends one point of a budget, counted across all instances. Parallel calls count before any of them goes on,
 * so a race cannot slip past; give the point back with `refund()` when the attempt was good.
 * @param whose whose budget it is: an account, an address, or for a name ending in `.ip` a network address.
 * Stored only as a keyed hash.
 * @throws AppError RATE_LIMITED with the seconds to wait; UNAVAILABLE when the counters cannot be reached, never a free pass.
 */
export async function limit(name: BudgetName, whose: string, options: LimitOptions = {}): Promise<Spent> {
  if (env.RATE_LIMITS === "off") return NOTHING_SPENT;
  const counters = countersFor(name, whose);
  // One after the other, the short window first: what it refuses must not use up the long one as well.
  for (const counter of counters) await spend(counter, options);
  return { refund: () => refund(counters) };
}

async function spend({ limiter, key, row, window }: Counter, options: LimitOptions): Promise<void> {
  const knownWaitMs = refusals.waitMs(row);
  if (knownWaitMs > 0) throw rateLimited(knownWaitMs / 1000);
  try {
    await limiter.consume(key);
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw unavailable(COUNTERS_LOST_RETRY_SECONDS, reason);
    refusals.remember(row, reason.msBeforeNext);
    if (reason.consumedPoints === window.points + 1) await raiseAlarm(options);
    throw rateLimited(reason.msBeforeNext / 1000);
  }
}

/** An alarm that cannot be raised is logged; the call it is about is refused all the same. */
async function raiseAlarm({ onFirstExceeded }: LimitOptions): Promise<void> {
  try {
    await onFirstExceeded?.();
  } catch (error) {
    log.error({ err: error }, "what should follow an overdrawn limit failed");
  }
}

async function refund(counters: Counter[]): Promise<void> {
  try {
    // Not the limiter's own way, which would leave a credit of one where the window has ended meanwhile.
    await pool.query({
      ...prepared("limits-refund"),
      text: "UPDATE rate_limits SET points = points - 1 WHERE key = ANY($1) AND points > 0 AND expire > $2",
      values: [counters.map(({ row }) => row), Date.now()],
    });
  } catch (error) {
    log.warn({ err: error }, "a spent point could not be given back");
  }
}
