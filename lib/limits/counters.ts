import { RateLimiterPostgres, RateLimiterRedis } from "rate-limiter-flexible";
import { keyedHash } from "@/lib/crypto";
import { pool } from "@/lib/db";
import { BUDGETS, type BudgetName, type Window } from "@/lib/limits/budgets";
import { networkOf } from "@/lib/limits/network";
import { processSingleton } from "@/lib/process-singleton";
import { redis } from "@/lib/redis";

interface Limiters {
  /** Where points are counted first; null where REDIS_URL is not set. */
  redis: RateLimiterRedis | null;
  postgres: RateLimiterPostgres;
}

/** One window of one budget of one key, and where it is counted. */
export interface Counter extends Limiters {
  window: Window;
  /** What the limiters are asked about: a keyed hash, so that no address stands in a table. */
  key: string;
  /** The row's primary key, which in Redis has REDIS_PREFIX before it. */
  row: string;
}

/** Others may use the same Redis. */
export const REDIS_PREFIX = "portico:";

const limiters = processSingleton("limiters", () => new Map<string, Limiters>());

// The one place that knows where points are counted: another store is another limiter made here.
function limitersFor(name: BudgetName, { points, seconds }: Window): Limiters {
  const id = `${name}/${seconds}/${points}`;
  const known = limiters.get(id);
  if (known) return known;
  const keyPrefix = `${name}/${seconds}`;
  const made = {
    // node-redis' way of being called, which lib/redis.ts keeps.
    redis: redis
      ? new RateLimiterRedis({ storeClient: redis, useRedisPackage: true, keyPrefix: REDIS_PREFIX + keyPrefix, points, duration: seconds })
      : null,
    postgres: new RateLimiterPostgres({
      storeClient: pool,
      storeType: "pool",
      tableName: "rate_limits",
      // A migration makes the table, and the clean-up job empties it.
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration: seconds,
    }),
  };
  limiters.set(id, made);
  return made;
}

/** The counters that a call on this budget has to pass, in the order of the table. */
export function countersFor(name: BudgetName, whose: string): Counter[] {
  const key = keyedHash("limits", name.endsWith(".ip") ? networkOf(whose) : whose).slice(0, 32);
  const windows: readonly Window[] = BUDGETS[name];
  return windows.map((window) => {
    const made = limitersFor(name, window);
    return { window, ...made, key, row: made.postgres.getKey(key) };
  });
}
