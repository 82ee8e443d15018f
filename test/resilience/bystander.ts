import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { env } from "@/lib/env";
import type { Answer, Sent } from "../system/client";

const run = promisify(execFile);

/** Whatever can be asked over HTTP. */
export interface At {
  request(path: string, sent?: Sent): Promise<Answer>;
}

/** Measures from now on. What it is told was reached is printed with the time: how long people felt an interruption. */
export function stopwatch(): (reached: string) => void {
  const startedAt = performance.now();
  return (reached) => console.info(`${reached} after ${Math.round(performance.now() - startedAt)} ms`);
}

/** Waits until it says that it is ready, for at most the ten seconds that an outage may be felt for after its end. */
export async function ready(at: At): Promise<void> {
  await until("the portal was ready again", async () => (await at.request("/api/health/ready")).status === 200, 10_000);
}

/** Somebody beside the portal who looks into its database with SQL alone, over a connection of their own each time. */
export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Waits until `check` answers true. @throws Error saying `what` did not happen within `ms` milliseconds. */
export async function until(what: string, check: () => Promise<boolean>, ms = 30_000): Promise<void> {
  const giveUpAt = Date.now() + ms;
  while (!(await check())) {
    if (Date.now() > giveUpAt) throw new Error(`${what}: not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Waits until every queued mail and every other job that is not scheduled was done. */
export async function queueDone(url: string, ms = 30_000): Promise<void> {
  const left = `SELECT count(*)::int AS left FROM graphile_worker.jobs WHERE task_identifier NOT IN ('audit.seal', 'maintenance.cleanup')`;
  await until("the queue became empty", async () => (await ask<{ left: number }>(url, left))[0]?.left === 0, ms);
}

/** `portico audit seal` and `portico audit verify`, as an operator runs them. @returns what the second answers. */
export async function verifyTrail(url: string): Promise<{ ok: boolean; findings: unknown[] }> {
  const portico = async (...args: string[]): Promise<string> => {
    const { AUTH_SECRET, ENCRYPTION_KEY } = env;
    const environment = {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: url,
      AUTH_SECRET,
      ENCRYPTION_KEY,
      LOG_LEVEL: "warn",
    } as const;
    return (await run(process.execPath, ["dist/cli.mjs", ...args, "--json"], { env: environment })).stdout;
  };
  await portico("audit", "seal");
  return JSON.parse(await portico("audit", "verify"));
}
