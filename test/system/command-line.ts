import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { env } from "@/lib/env";

const run = promisify(execFile);

/** Runs `portico ARGUMENTS --json` on the test file's database, as an operator does beside a running portal. @returns what it prints. */
export async function portico(...args: string[]): Promise<Record<string, unknown>> {
  const { DATABASE_URL, AUTH_SECRET, ENCRYPTION_KEY } = env;
  const environment = { ...process.env, NODE_ENV: "production", DATABASE_URL, AUTH_SECRET, ENCRYPTION_KEY, LOG_LEVEL: "warn" } as const;
  const { stdout } = await run(process.execPath, ["dist/cli.mjs", ...args, "--json"], { env: environment });
  return JSON.parse(stdout);
}
