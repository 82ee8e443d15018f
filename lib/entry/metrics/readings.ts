import { pool } from "@/lib/db";
import { runtimeFacts } from "@/lib/entry/health/runtime";
import { lifecycle } from "@/lib/entry/lifecycle";
import { log } from "@/lib/log";
import { hashQueueStatistics } from "@/lib/passwords/hash";
import { redis } from "@/lib/redis";
import { sessionCacheReads } from "@/lib/sessions/session-cache";
import packageJson from "@/package.json";

/** How something stands now that is not counted where it happens. */
export interface Reading {
  name: string;
  help: string;
  /** A counter only grows, as long as the process lives. */
  kind: "counter" | "gauge";
  /** With the one label's values as keys, or without a label. */
  values: number | { label: string; by: Record<string, number> };
}

const gauge = (name: string, help: string, values: Reading["values"]): Reading => ({ name, help, kind: "gauge", values });
const counter = (name: string, help: string, values: Reading["values"]): Reading => ({ name, help, kind: "counter", values });
const seconds = (milliseconds: number): number => milliseconds / 1000;

/** What the process knows of itself; nobody is asked. Reading it starts a new window for the delay of the event loop. */
export function ofProcess(): Reading[] {
  const { event_loop_delay_ms: delay, memory_bytes: memory, database_pool: database } = runtimeFacts();
  const hashing = hashQueueStatistics();
  const { hits, misses } = sessionCacheReads();
  return [
    gauge("portico_build_info", "Always 1; the label says which version runs.", { label: "version", by: { [packageJson.version]: 1 } }),
    gauge("process_start_time_seconds", "When the process began, in seconds since 1970.", seconds(lifecycle.startedAt)),
    gauge("portico_memory_bytes", "Memory of the process.", { label: "kind", by: memory }),
    gauge("portico_event_loop_delay_seconds", "How late the event loop was since this was last read.", {
      label: "quantile",
      by: { "0.5": seconds(delay.p50), "0.99": seconds(delay.p99), "1": seconds(delay.max) },
    }),
    gauge("portico_database_connections", "Connections of the pool.", {
      label: "state",
      by: { busy: database.total - database.idle, idle: database.idle },
    }),
    gauge("portico_database_waiting", "Queries that wait for a connection.", database.waiting),
    gauge("portico_hash_threads", "Threads that hash.", {
      label: "state",
      by: { busy: hashing.busy, idle: hashing.threads - hashing.busy },
    }),
    gauge("portico_hash_waiting", "Passwords that wait to be hashed.", hashing.queuedKnown + hashing.queuedNormal),
    gauge("portico_hash_average_seconds", "What one hash takes, as a moving average.", seconds(hashing.averageMs)),
    counter("portico_hashes_total", "Passwords given to be hashed, by what became of them.", {
      label: "outcome",
      by: { done: hashing.completed, refused: hashing.refused },
    }),
    counter("portico_session_cache_reads_total", "Sessions looked for in memory.", { label: "result", by: { hit: hits, miss: misses } }),
    ...(redis ? [gauge("portico_redis_up", "1 while Redis can be asked; PostgreSQL does its work else.", redis.isReady ? 1 : 0)] : []),
  ];
}

interface JobRow {
  waiting: number;
  running: number;
  failed: number;
  oldest: number;
}

/** The queue of jobs, out of the database; nothing when that cannot be read, so that it is missed rather than taken for empty. */
export async function ofQueue(): Promise<Reading[]> {
  try {
    const { rows } = await pool.query<JobRow>(
      `SELECT count(*) FILTER (WHERE attempts < max_attempts AND locked_at IS NULL AND run_at <= now())::int AS waiting,
              count(*) FILTER (WHERE locked_at IS NOT NULL)::int AS running,
              count(*) FILTER (WHERE attempts >= max_attempts)::int AS failed,
              COALESCE(EXTRACT(EPOCH FROM now() - min(run_at)
                FILTER (WHERE attempts < max_attempts AND locked_at IS NULL AND run_at <= now())), 0)::float8 AS oldest
         FROM graphile_worker.jobs`,
    );
    const { waiting = 0, running = 0, failed = 0, oldest = 0 } = rows[0] ?? {};
    return [
      gauge("portico_jobs", "Jobs of the queue; failed are those given up after their last attempt.", {
        label: "state",
        by: { waiting, running, failed },
      }),
      gauge("portico_job_oldest_wait_seconds", "How long the job has waited that is due the longest.", oldest),
    ];
  } catch (error) {
    log.warn({ err: error }, "metrics: the queue could not be read");
    return [];
  }
}
