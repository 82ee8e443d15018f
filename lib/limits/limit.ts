import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { keyedHash } from "@/lib/crypto";
import { pool } from "@/lib/db";
import { env } from "@/lib/env";
import { rateLimited, unavailable } from "@/lib/errors";
import { BUDGETS, type BudgetName, type Window } from "@/lib/limits/budgets";
import { networkOf } from "@/lib/limits/network";
import { processSingleton } from "@/lib/process-singleton";

/** A point that was spent and may be given back when the attempt turns out to be an honest one. */
export interface Spent {
  refund(): Promise<void>;
}

const NOTHING_SPENT: Spent = { refund: async () => undefined };

const limiters = processSingleton("limiters", () => new Map<string, RateLimiterPostgres>());

function limiterFor(name: BudgetName, window: Window): RateLimiterPostgres {
  const keyPrefix = `${name}/${window.seconds}`;
  let limiter = limiters.get(keyPrefix);
  if (!limiter) {
    limiter = new RateLimiterPostgres({
      storeClient: pool,
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points: window.points,
      duration: window.seconds,
      // Once a key is over, this instance refuses it from memory: a flood costs the database nothing.
      inMemoryBlockOnConsumed: window.points + 1,
    });
    limiters.set(keyPrefix, limiter);
  }
  return limiter;
}

const hashedKey = (key: string) => keyedHash("limits", networkOf(key)).slice(0, 32);

/**
 * Spends one point of a budget, counted across all instances. Parallel calls count before any of them goes on,
 * so a race cannot slip past; give the point back with `refund()` when the attempt was good.
 * `onFirstExceeded` runs when a window of the budget is first overdrawn.
 * @param key whose budget: an account, an address, or an IP (IPv6 counts by its /64). Stored only as a keyed hash.
 * @throws AppError RATE_LIMITED with the seconds to wait; UNAVAILABLE when the counters cannot be reached, never a free pass.
 */
export async function limit(name: BudgetName, key: string, options: { onFirstExceeded?: () => Promise<void> } = {}): Promise<Spent> {
  if (env.RATE_LIMITS === "off") return NOTHING_SPENT;
  const windows: readonly Window[] = BUDGETS[name];
  const hashed = hashedKey(key);
  const outcomes = await Promise.allSettled(windows.map((window) => limiterFor(name, window).consume(hashed)));
  let waitMs = 0;
  let firstExceeded = false;
  outcomes.forEach((outcome, at) => {
    if (outcome.status === "fulfilled") return;
    if (!(outcome.reason instanceof RateLimiterRes)) throw unavailable(5, outcome.reason);
    waitMs = Math.max(waitMs, outcome.reason.msBeforeNext);
    if (outcome.reason.consumedPoints === (windows[at]?.points ?? 0) + 1) firstExceeded = true;
  });
  if (waitMs > 0) {
    if (firstExceeded) await options.onFirstExceeded?.();
    throw rateLimited(waitMs / 1000);
  }
  return {
    refund: async () => {
      await Promise.all(windows.map((window) => limiterFor(name, window).reward(hashed)));
    },
  };
}

/** Deletes counters that have run out, and says how many. For the cleanup job. */
export async function deleteExpiredLimits(): Promise<number> {
  const result = await pool.query("DELETE FROM rate_limits WHERE expire < $1", [Date.now()]);
  return result.rowCount ?? 0;
}
