import { RateLimiterPostgres } from "rate-limiter-flexible";
import { keyedHash } from "@/lib/crypto";
import { pool } from "@/lib/db";
import { BUDGETS, type BudgetName, type Window } from "@/lib/limits/budgets";
import { networkOf } from "@/lib/limits/network";
import { processSingleton } from "@/lib/process-singleton";

/** One window of one budget of one key, and where it is counted. */
export interface Counter {
  window: Window;
  limiter: RateLimiterPostgres;
  /** What the limiter is asked about: a keyed hash, so that no address stands in the table. */
  key: string;
  /** The row's primary key. */
  row: string;
}

const limiters = processSingleton("limiters", () => new Map<string, RateLimiterPostgres>());

// The one place that knows where points are counted: another store is another limiter made here.
function limiterFor(name: BudgetName, { points, seconds }: Window): RateLimiterPostgres {
  const id = `${name}/${seconds}/${points}`;
  const known = limiters.get(id);
  if (known) return known;
  const made = new RateLimiterPostgres({
    storeClient: pool,
    storeType: "pool",
    tableName: "rate_limits",
    // A migration makes the table, and the clean-up job empties it.
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: `${name}/${seconds}`,
    points,
    duration: seconds,
  });
  limiters.set(id, made);
  return made;
}

/** The counters that a call on this budget has to pass, in the order of the table. */
export function countersFor(name: BudgetName, whose: string): Counter[] {
  const key = keyedHash("limits", name.endsWith(".ip") ? networkOf(whose) : whose).slice(0, 32);
  const windows: readonly Window[] = BUDGETS[name];
  return windows.map((window) => {
    const limiter = limiterFor(name, window);
    return { window, limiter, key, row: limiter.getKey(key) };
  });
}
