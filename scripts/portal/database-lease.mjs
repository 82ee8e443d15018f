import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCluster } from "../database/cluster.mjs";
import { ensurePortalDatabase } from "../database/portal-database.mjs";
import { processIdentity, stillRuns } from "../launch/process-identity.mjs";
import { lock } from "../launch/process-lock.mjs";

/**
 * Uses the embedded database of the data folder: starts it when it does not run, and stops it when the last
 * of those who use it (the portal, a command) lets go. Users that were killed do not count.
 */
export async function leaseDatabase(data) {
  const run = join(data, "run");
  const ticket = join(run, `database-user-${process.pid}.json`);
  const alone = async (work) => {
    const mine = await lock(join(run, "database.lock"));
    try {
      return await work();
    } finally {
      mine.release();
    }
  };

  const cluster = await alone(async () => {
    writeFileSync(ticket, JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }));
    try {
      const opened = openCluster(join(data, "postgres"));
      await opened.start();
      await ensurePortalDatabase(opened);
      return opened;
    } catch (error) {
      rmSync(ticket, { force: true });
      throw error;
    }
  });

  return {
    url: cluster.url(),
    isRunning: () => cluster.isRunning(),
    /** Starts the server again after it ended by itself. @returns false when its address had to change. */
    async restart() {
      await alone(() => cluster.start());
      return cluster.url() === this.url;
    },
    async release() {
      await alone(async () => {
        rmSync(ticket, { force: true });
        if (!hasUsers(run)) await cluster.stop();
      });
    },
  };
}

function hasUsers(run) {
  return readdirSync(run)
    .filter((name) => name.startsWith("database-user-"))
    .some((name) => {
      try {
        const user = JSON.parse(readFileSync(join(run, name), "utf8"));
        if (stillRuns(user.pid, user.identity)) return true;
      } catch {
        // A file that was cut short by a crash belongs to nobody.
      }
      rmSync(join(run, name), { force: true });
      return false;
    });
}
