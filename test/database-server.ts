import { randomBytes } from "node:crypto";
import type { Client } from "pg";
import type { TestProject } from "vitest/node";
import { withClient } from "../scripts/database/connect.mjs";
import { migrate } from "../scripts/database/migrate.mjs";
import { createDatabase, dropDatabase, scratchCluster } from "../scripts/database/scratch.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** An administrator's address of the test server. */
    databaseServer: string;
    /** The migrated database that each test file gets a copy of; also the prefix of the copies' names. */
    databaseTemplate: string;
  }
}

/**
 * Once for all integration tests: a throw-away PostgreSQL (or the server of TEST_DATABASE_URL) with one
 * migrated database. Answers with what takes it all away again.
 */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const cluster = given ? null : await scratchCluster();
  const server = given ?? cluster?.url() ?? "";
  const template = `portico_test_${randomBytes(6).toString("hex")}`;
  const remove = async () => {
    if (cluster) return cluster.destroy();
    for (const name of await databasesOf(server, template)) await dropDatabase(server, name);
  };
  try {
    await migrate(await createDatabase(server, { name: template }));
  } catch (error) {
    await remove();
    throw error;
  }
  project.provide("databaseServer", server);
  project.provide("databaseTemplate", template);
  return remove;
}

async function databasesOf(server: string, template: string): Promise<string[]> {
  return withClient(server, async (client: Client) => {
    const { rows } = await client.query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [template]);
    return rows.map((row: { datname: string }) => row.datname);
  });
}
