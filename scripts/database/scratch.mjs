import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processIdentity, stillRuns } from "../launch/process-identity.mjs";
import { openCluster } from "./cluster.mjs";
import { withClient } from "./connect.mjs";

const PREFIX = "portico-scratch-";

/** Durability given up for speed. */
const CARELESS = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

/**
 * Starts a throw-away cluster in a temporary folder, for tests and for trying migrations out. Call `destroy()`
 * at the end; what a killed run left behind is cleared by the next one.
 * @param {Record<string, string>} [durability] settings of PostgreSQL; none keeps what it acknowledged through a kill.
 */
export async function scratchCluster(durability = CARELESS) {
  await sweep();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), PREFIX));
  writeFileSync(join(folder, "owner.json"), JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }));
  const cluster = openScratch(folder, durability);
  const destroy = async () => {
    await cluster.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await cluster.start();
  } catch (error) {
    await destroy();
    throw error;
  }
  return {
    url: (database = "postgres") => cluster.url("postgres", database),
    home: cluster.home,
    start: () => cluster.start(),
    stop: () => cluster.stop(),
    destroy,
  };
}

const openScratch = (folder, durability = CARELESS) =>
  openCluster(join(folder, "postgres"), { ...durability, max_connections: "200", logging_collector: "off" });

async function sweep() {
  for (const entry of readdirSync(tmpdir())) {
    if (!entry.startsWith(PREFIX)) continue;
    const folder = join(realpathSync(tmpdir()), entry);
    try {
      const owner = JSON.parse(readFileSync(join(folder, "owner.json"), "utf8"));
      if (stillRuns(owner.pid, owner.identity)) continue;
      await openScratch(folder).destroy();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's folder, or one that is being made or swept at this moment.
    }
  }
}

/**
 * Makes a database on the server of `url` (an administrator's address), empty or as a copy of `template`.
 * @param {string} url
 * @param {{ name?: string, template?: string }} [options]
 * @returns {Promise<string>} its address.
 */
export async function createDatabase(url, { name = `scratch_${randomBytes(6).toString("hex")}`, template } = {}) {
  await withClient(url, (client) => client.query(`CREATE DATABASE "${name}"${template ? ` TEMPLATE "${template}"` : ""}`));
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Drops a database, whoever is still connected to it. */
export async function dropDatabase(url, name) {
  await withClient(url, (client) => client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
}
