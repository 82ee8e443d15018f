import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { pool, prepared } from "@/lib/db";
import { type Counter, REDIS_PREFIX } from "@/lib/limits/counters";
import { log } from "@/lib/log";
import { redis } from "@/lib/redis";

/** How a counter stands after a point was taken, or without. */
export interface Standing {
  /** Points taken in the running window, refused ones included. */
  spent: number;
  msLeft: number;
}

/** A point that was taken, and where: it has to be given back there. */
export interface Taken extends Standing {
  from: "redis" | "postgres";
}

/**
 * Takes one point: from Redis where there is one, and while that is away from PostgreSQL, whose counters then begin anew.
 * More may be taken than there are; the caller refuses by `spent`.
 * @throws Error when neither can be reached.
 */
export async function take({ key, redis: fast, postgres }: Counter): Promise<Taken> {
  if (fast) {
    try {
      return { ...(await consume(fast, key)), from: "redis" };
    } catch (error) {
      log.debug({ err: error }, "a limit is counted in PostgreSQL");
    }
  }
  return { ...(await consume(postgres, key)), from: "postgres" };
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<Standing> {
  try {
    return standing(await limiter.consume(key));
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return standing(reason);
    throw reason;
  }
}

const standing = ({ consumedPoints, msBeforeNext }: RateLimiterRes): Standing => ({ spent: consumedPoints, msLeft: msBeforeNext });

// No credit where the window has ended meanwhile, as the limiter's own way would leave.
const GIVE_BACK = `if tonumber(redis.call('get', KEYS[1]) or '0') > 0 then redis.call('decr', KEYS[1]) end`;

/** Gives points back where they were taken. @throws Error when that cannot be reached. */
export async function giveBack(points: readonly { row: string; from: Taken["from"] }[]): Promise<void> {
  const rows = points.filter(({ from }) => from === "postgres").map(({ row }) => row);
  if (rows.length > 0) {
    await pool.query({
      ...prepared("limits-refund"),
      text: "UPDATE rate_limits SET points = points - 1 WHERE key = ANY($1) AND points > 0 AND expire > $2",
      values: [rows, Date.now()],
    });
  }
  for (const { row } of points.filter(({ from }) => from === "redis")) {
    await redis?.eval(GIVE_BACK, { keys: [REDIS_PREFIX + row], arguments: [] });
  }
}

const STANDING = `return { redis.call('get', KEYS[1]) or '0', redis.call('pttl', KEYS[1]) }`;

/** How a counter stands where points are taken from now. @throws Error when that cannot be reached. */
export async function look({ key, row, postgres }: Counter): Promise<Standing> {
  if (redis && (await redis.answers())) {
    const found = await redis.eval(STANDING, { keys: [REDIS_PREFIX + row], arguments: [] });
    const [spent = 0, msLeft = 0] = Array.isArray(found) ? found.map(Number) : [];
    return { spent, msLeft: Math.max(0, msLeft) };
  }
  const state = await postgres.get(key);
  return { spent: state?.consumedPoints ?? 0, msLeft: state?.msBeforeNext ?? 0 };
}

/** Forgets what a counter has counted, in both places. @throws Error when one of them cannot be reached. */
export async function clear({ key, row, postgres }: Counter): Promise<void> {
  await postgres.delete(key);
  if (redis && (await redis.answers())) await redis.del(REDIS_PREFIX + row);
  else if (redis) throw new Error("Redis cannot be reached, so the limits that it counts stay as they are.");
}
