import { EventEmitter } from "node:events";
import {
  type CronItem,
  Logger,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
  type WorkerPool,
} from "graphile-worker";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { countLocked, freeJobs, holdLease, type Lease } from "@/lib/queue/lease";
import { PatientPool } from "@/lib/queue/patient-pool";

/** Jobs done at once. One connection besides listens for new ones. */
const CONCURRENCY = 3;

/** A job that is announced is taken at once; this is how soon one is found whose time has come, in milliseconds. */
const POLL_MS = 2_000;

/** Sooner than mail, of which there can be much; at most one of each waits. */
const SCHEDULE: CronItem[] = [
  { task: "audit.seal", match: "* * * * *", options: { jobKey: "audit.seal", priority: -10, maxAttempts: 3 } },
  { task: "statistics.count", match: "*/10 * * * *", options: { jobKey: "statistics.count", priority: -5, maxAttempts: 3 } },
  { task: "impersonations.close", match: "* * * * *", options: { jobKey: "impersonations.close", priority: -10, maxAttempts: 3 } },
  { task: "maintenance.cleanup", match: "*/10 * * * *", options: { jobKey: "maintenance.cleanup", priority: -5, maxAttempts: 3 } },
];

/** How long the notes that jobs are done may take to be written to a database that answers, in milliseconds. */
const NOTING_MS = 5_000;

/** One life of the queue's worker: from one loss of the database to the next. */
export interface Generation {
  pool: PatientPool;
  /** Makes idle workers look for jobs now. */
  nudge(): void;
  /** Takes no more jobs, finishes the running ones and notes them as done. */
  close(): Promise<void>;
}

/**
 * Starts taking jobs; resolves once the database was reached. `onEnd` is called when this generation should be
 * followed by another one: because the database was away, after which jobs may be locked under this
 * generation's name that it never heard of, or because it ended by itself.
 */
export async function startGeneration(tasks: TaskList, onEnd: (reason: string) => void): Promise<Generation> {
  const pool = new PatientPool({
    connectionString: env.DATABASE_URL,
    max: CONCURRENCY,
    connectionTimeoutMillis: 5_000,
    application_name: "portico-worker",
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  });
  const events: WorkerEvents = new EventEmitter();
  let lease: Lease | undefined;
  let workers: WorkerPool | undefined;
  events.on("pool:create", ({ workerPool }) => {
    workers = workerPool;
    lease = holdLease(workerPool.id, () => onEnd("the database was away"));
  });
  const runner: Runner = await run({
    pgPool: pool,
    events,
    taskList: tasks,
    parsedCronItems: parseCronItems(SCHEDULE),
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    logger: new Logger(() => (level, message, meta) => {
      // Each job's end is logged where the job is known by name: lib/entry/worker/tasks.ts.
      if (meta?.failure || meta?.success) return;
      log[level === "warning" ? "warn" : level === "info" ? "debug" : level]({ part: "queue" }, message);
    }),
  });
  let closing: Promise<void> | undefined;
  const finished = runner.promise.catch((error: unknown) => log.error({ err: error }, "the queue's worker ended"));
  void finished.then(() => (closing ? undefined : onEnd("the worker ended")));

  const close = async (): Promise<void> => {
    await runner.stop().catch(() => finished);
    if (workers) await untilNoted(pool, workers.id);
    await pool.settled();
    await lease?.release();
    await pool.end();
  };
  return {
    pool,
    nudge: () => (closing ? undefined : workers?.nudge(CONCURRENCY)),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/**
 * graphile-worker stops without waiting for its notes of what is done. Jobs that it never heard of, because the answer
 * that gave them to it was lost, are freed: nobody works under this name any more, but after an outage that closed no
 * connection the database may go on taking its lease for a living one.
 */
async function untilNoted(pool: PatientPool, workerName: string): Promise<void> {
  let end: number | undefined;
  while ((await countLocked(pool, workerName)) > 0) {
    // From the moment at which the database could be asked: until then nothing could be noted either.
    end ??= Date.now() + NOTING_MS;
    if (Date.now() > end) return freeJobs(pool, [workerName]);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
