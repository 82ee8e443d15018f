import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll } from "vitest";
import { migrate } from "../../scripts/database/migrate.mjs";
import { runningPostmaster } from "../../scripts/database/postmaster.mjs";
import { createDatabase, scratchCluster } from "../../scripts/database/scratch.mjs";
import { endPortals } from "../system/portal";

export interface OwnCluster {
  /** The address of a migrated database on it; it stays the same through every restart. */
  url: string;
  start(): Promise<void>;
  /** Ends every connection and stops, as an administrator would. */
  stop(): Promise<void>;
  /** SIGKILL to the server and to every process of it, with no time to write anything down. */
  kill9(): Promise<void>;
}

/** A PostgreSQL as durable as the embedded one, which a test may stop and kill without taking it from the others. */
export async function startOwnCluster(): Promise<OwnCluster> {
  const cluster = await scratchCluster({});
  afterAll(async () => {
    await endPortals();
    await cluster.destroy();
  });
  const url = await createDatabase(cluster.url());
  await migrate(url);
  return {
    url,
    start: () => cluster.start(),
    stop: () => cluster.stop(),
    async kill9() {
      await killPostgres(join(cluster.home, "cluster"));
    },
  };
}

/** Kills the PostgreSQL that runs on these files; resolves when it is gone. @throws Error when none runs. */
export async function killPostgres(files: string): Promise<void> {
  const postmaster = runningPostmaster(files);
  if (!postmaster) throw new Error("No PostgreSQL runs there");
  // Each of its processes leads a group of its own, so one signal to a group would leave the others alive.
  for (const pid of [postmaster.pid, ...childrenOf(postmaster.pid)]) kill(pid);
  while (runningPostmaster(files)) await new Promise((resolve) => setTimeout(resolve, 10));
}

function childrenOf(parent: number): number[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, ppid]) => (pid && ppid === parent ? [pid] : []));
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended in this very moment.
  }
}
