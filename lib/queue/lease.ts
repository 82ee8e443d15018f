import pg from "pg";
import { unlessSilent } from "@/lib/connection-silence";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** First half of the advisory lock's key: "port" in ASCII. The second is a hash of the worker's name. */
const LEASE_CLASS = 0x706f7274;

const RETRY_MS = 500;
/** How often the connection is asked whether it is still there, in milliseconds. */
const BEAT_MS = 5_000;

export interface Lease {
  /** Gives the name up. */
  release(): Promise<void>;
}

/**
 * Keeps a session-level advisory lock named after a worker for as long as this process lives: other workers
 * see by it that the jobs locked under the name are in good hands. PostgreSQL drops it the moment the process
 * dies, however it dies. After an outage it is taken again, and `onRegained` is called.
 */
export function holdLease(workerName: string, onRegained: () => void): Lease {
  let current: pg.Client | null = null;
  let released = false;
  let retry: NodeJS.Timeout | undefined;
  let beat: NodeJS.Timeout | undefined;
  let times = 0;

  const take = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: env.DATABASE_URL,
      application_name: "portico-lease",
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    let lost = false;
    const again = (error?: Error): void => {
      if (lost || released) return;
      lost = true;
      clearInterval(beat);
      if (error) log.debug({ err: error }, "the worker's lease was interrupted");
      retry = setTimeout(() => void take(), RETRY_MS);
    };
    client.on("error", again);
    client.on("end", () => again());
    try {
      await client.connect();
      // A machine that loses its power closes nothing: the server is to notice within half a minute, not two hours.
      await client.query("SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3");
      await client.query("SELECT pg_advisory_lock_shared($1, hashtext($2))", [LEASE_CLASS, workerName]);
      current = client;
      times += 1;
      if (released) {
        await client.end();
        return;
      }
      // Nothing else is asked of it, so that it would not notice a network that fell silent. A failure comes as an event.
      beat = setInterval(() => void unlessSilent(client, client.query("SELECT 1")).catch(() => {}), BEAT_MS);
      if (times > 1) onRegained();
    } catch (error) {
      again(error instanceof Error ? error : undefined);
      client.end().catch(() => {});
    }
  };
  void take();

  return {
    async release() {
      released = true;
      clearTimeout(retry);
      clearInterval(beat);
      await current?.end().catch(() => {});
    },
  };
}

/** Names under which jobs are locked although no living process holds the lease of that name. */
export async function findOrphans(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ locked_by: string }>(
    `SELECT DISTINCT jobs.locked_by FROM graphile_worker.jobs AS jobs
     WHERE jobs.locked_by IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM pg_locks
       WHERE locktype = 'advisory' AND objsubid = 2 AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND classid = $1::bigint::oid AND objid = (hashtext(jobs.locked_by)::bigint & 4294967295)::oid
     )`,
    [LEASE_CLASS],
  );
  return rows.map((row) => row.locked_by);
}

/** How many jobs are locked under a name. */
export async function countLocked(pool: pg.Pool, workerName: string): Promise<number> {
  const { rows } = await pool.query<{ locked: number }>("SELECT count(*)::int AS locked FROM graphile_worker.jobs WHERE locked_by = $1", [
    workerName,
  ]);
  return rows[0]?.locked ?? 0;
}

/** Lets other workers have the jobs locked under these names. */
export async function freeJobs(pool: pg.Pool, workerNames: string[]): Promise<void> {
  await pool.query("SELECT graphile_worker.force_unlock_workers($1::text[])", [workerNames]);
}
