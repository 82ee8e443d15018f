import { pool } from "@/lib/db";
import { lifecycle } from "@/lib/entry/lifecycle";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { hashQueueStatistics } from "@/lib/passwords/hash";
import { type Redis, redis } from "@/lib/redis";

export type CheckStatus = "ok" | "degraded" | "down";

export interface Checks {
  database: { status: CheckStatus; latency_ms: number };
  queue: { status: CheckStatus };
  mail: { status: CheckStatus };
  hashing: { status: CheckStatus };
  /** Only where REDIS_URL is set. While it is away, PostgreSQL does its work. */
  redis?: { status: CheckStatus };
}

/** An answer this old is still news; a flood of questions costs the database two queries a second. Milliseconds. */
const FRESH_MS = 500;
const PATIENCE_MS = 2_000;
/** Half of what the hash pool lets people wait before it refuses them. */
const LONG_QUEUE_MS = 5_000;

/** One question to the database, and how long it took. Milliseconds; `down` when it does not answer in time. */
async function askDatabase(): Promise<Checks["database"]> {
  const began = performance.now();
  const answered = await inTime(() => pool.query("SELECT 1"), "the database");
  return { status: answered ? "ok" : "down", latency_ms: Math.round((performance.now() - began) * 100) / 100 };
}

/** Jobs that should have run five minutes ago mean that nobody is working. */
async function askQueue(): Promise<Checks["queue"]> {
  const found = await inTime(
    () =>
      pool.query<{ late: boolean }>(
        `SELECT EXISTS (SELECT 1 FROM graphile_worker.jobs
                         WHERE run_at < now() - interval '5 minutes' AND locked_at IS NULL AND attempts < max_attempts) AS late`,
      ),
    "the queue",
  );
  if (!found) return { status: "down" };
  return { status: found.rows[0]?.late ? "degraded" : "ok" };
}

/** The result, or null when it failed or took too long; the reason goes to the log. */
async function inTime<T>(ask: () => Promise<T>, what: string): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    log.warn({ err: error }, `health: ${what} did not answer`);
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Remembers an answer for a moment, and asks once for all who ask at the same time. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null;
  let answeredAt = 0;
  return () => {
    if (current && (answeredAt === 0 || Date.now() - answeredAt < FRESH_MS)) return current;
    answeredAt = 0;
    current = ask().finally(() => {
      answeredAt = Date.now();
    });
    return current;
  };
}

export const databaseCheck = shared(askDatabase);
const queueCheck = shared(askQueue);

/** Everything works without it, only slower: away, it is no more than a worry. Nothing is asked that does not answer at once. */
const redisCheck = (client: Redis): CheckStatus => (client.isReady ? "ok" : "degraded");

/** Everything the portal needs, asked now (or half a second ago). */
export async function allChecks(): Promise<Checks> {
  const [database, queue] = await Promise.all([databaseCheck(), queueCheck()]);
  return {
    database,
    queue,
    // Without a transport people can register but never verify: worth a warning, not an outage.
    mail: { status: env.mailTransport === "none" ? "degraded" : "ok" },
    hashing: { status: hashQueueStatistics().expectedWaitMs > LONG_QUEUE_MS ? "degraded" : "ok" },
    ...(redis ? { redis: { status: redisCheck(redis) } } : {}),
  };
}

/**
 * Whether requests should be sent here: `ready`; `degraded`, which means yes, but something that others do without is
 * away; null while stopping, or while the database does not answer.
 */
export async function readyState(): Promise<"ready" | "degraded" | null> {
  if (lifecycle.phase === "draining" || (await databaseCheck()).status !== "ok") return null;
  return redis && redisCheck(redis) !== "ok" ? "degraded" : "ready";
}
