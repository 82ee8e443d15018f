import { Prisma, type Tx } from "@/lib/db";
import type { JobName, Jobs } from "@/lib/queue/jobs";

export interface EnqueueOptions {
  /** Earliest start; now when absent. */
  runAt?: Date;
  /** A second job with the same key replaces the first while it waits. */
  key?: string;
  /** How often it is tried before it is given up; 25 when absent (about three days with back-off). */
  maxAttempts?: number;
}

/**
 * Queues a job in the caller's transaction: it exists exactly when the change does.
 * The SQL function is graphile-worker's public interface for adding jobs.
 */
export async function enqueue<N extends JobName>(tx: Tx, name: N, payload: Jobs[N], options: EnqueueOptions = {}): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${name},
      payload => ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${options.maxAttempts ?? 25}::int,
      job_key => ${options.key ?? null}::text
    )`;
}

/** `enqueue` for many jobs of one kind, in one statement. */
export async function enqueueAll<N extends JobName>(tx: Tx, name: N, payloads: readonly Jobs[N][]): Promise<void> {
  const texts = payloads.map((payload) => JSON.stringify(payload));
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${name}, payload => text::json, max_attempts => 25)
      FROM unnest(${texts}::text[]) AS text`;
}

/**
 * `enqueue` as a value of a statement that does the change itself. @param rest what of the payload only that statement knows.
 */
export function queuedRow<N extends JobName, K extends keyof Jobs[N] & string>(
  name: N,
  payload: Omit<Jobs[N], K>,
  rest: Record<K, Prisma.Sql>,
): Prisma.Sql {
  const more = Object.entries<Prisma.Sql>(rest).map(([key, value]) => Prisma.sql`${key}::text, ${value}`);
  return Prisma.sql`graphile_worker.add_job(
    ${name}, payload => (${JSON.stringify(payload)}::jsonb || jsonb_build_object(${Prisma.join(more)}))::json, max_attempts => 25)`;
}
