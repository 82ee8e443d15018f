import { type Generation, startGeneration } from "@/lib/entry/worker/generation";
import { HANDLERS, type Handlers, taskList } from "@/lib/entry/worker/tasks";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { closeMail, isMailDown } from "@/lib/mail/mailer";
import { findOrphans, freeJobs } from "@/lib/queue/lease";
import { hastenFailedMail } from "@/lib/queue/mail-retries";

export interface Worker {
  /** Resolves when the first jobs can be taken. */
  ready: Promise<void>;
  /** Takes no more jobs and resolves when the running ones are done, or after `STOP_MS`. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Other handlers, for tests. */
  handlers?: Partial<Handlers>;
}

/** How often failed mail and abandoned jobs are looked for, in milliseconds. */
const ROUND_MS = 2_500;
/** A name seen without its lease for this long is dead: longer than a living worker needs to take it again. */
const ORPHANED_MS = 5_000;
/** How long `stop` waits for running jobs, in milliseconds. What is cut is done by the next worker. */
const STOP_MS = 20_000;

/**
 * Starts doing queued jobs in this process. Any number of processes may do so on one database. It starts and
 * goes on through a database that is away, and never throws.
 */
export function startWorker(options: WorkerOptions = {}): Worker {
  if (env.mailTransport === "none") {
    log.error("No mail service is set: mail waits in the queue for at most three days. Set RESEND_API_KEY or SMTP_URL.");
  }
  const tasks = taskList({ ...HANDLERS, ...options.handlers });
  const living = new Set<Generation>();
  let current: Generation | undefined;
  let stopping = false;
  let round: NodeJS.Timeout | undefined;
  const firstSeen = new Map<string, number>();

  const next = async (): Promise<void> => {
    const former = current;
    let replaced = false;
    const made = await startGeneration(tasks, (reason) => {
      if (stopping || replaced) return;
      replaced = true;
      log.info({ reason }, "the worker begins anew");
      void next();
    });
    living.add(made);
    current = made;
    if (former) void former.close().finally(() => living.delete(former));
    if (stopping) await made.close();
  };

  const lookAround = async (): Promise<void> => {
    const generation = current;
    if (generation) {
      const orphans = deadFor(ORPHANED_MS, await findOrphans(generation.pool), firstSeen);
      if (orphans.length > 0) {
        log.warn({ workers: orphans }, "jobs of workers that died are done by the others");
        await freeJobs(generation.pool, orphans);
      }
      // While mail is down a few are tried, so that the outage is not answered with a storm.
      const hastened = await hastenFailedMail(generation.pool, isMailDown() ? 3 : 1_000);
      if (orphans.length + hastened > 0) generation.nudge();
    }
  };

  const keepLooking = async (): Promise<void> => {
    await lookAround().catch((error: unknown) => log.warn({ err: error }, "the queue could not be looked over"));
    if (!stopping) round = setTimeout(() => void keepLooking(), ROUND_MS);
  };

  const ready = next();
  void ready.then(keepLooking);

  return {
    ready,
    async stop() {
      stopping = true;
      clearTimeout(round);
      for (const generation of living) generation.pool.abandon();
      const closed = Promise.all([...living].map((generation) => generation.close()));
      await Promise.race([closed.then(closeMail), new Promise((resolve) => setTimeout(resolve, STOP_MS).unref())]);
    },
  };
}

/** Those of `names` that were first seen at least `ms` ago, remembering the others in `seen`. */
function deadFor(ms: number, names: string[], seen: Map<string, number>): string[] {
  for (const name of seen.keys()) if (!names.includes(name)) seen.delete(name);
  for (const name of names) if (!seen.has(name)) seen.set(name, Date.now());
  return names.filter((name) => Date.now() - (seen.get(name) ?? Date.now()) >= ms);
}
