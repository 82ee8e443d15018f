import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { createDatabase } from "../scripts/database/scratch.mjs";
import { freePort } from "../scripts/launch/free-port.mjs";
import { isAlive, postmasterPid, removeData, type Started, smallClone, start, throughShell } from "./small-portal/small-portal";

// Each test starts real programs; how long that takes is the machine's business.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let root = "";
let data = "";
let port = 0;
const running: Started[] = [];

beforeAll(() => {
  root = smallClone();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
  removeData(data);
});

/** Starts on a data folder that is new unless one is in use by this test already. */
async function run(environment: Record<string, string> = {}, launch = start): Promise<Started> {
  if (running.length === 0) {
    data = mkdtempSync(join(tmpdir(), "portico-data-"));
    port = await freePort();
  }
  const started = launch(root, { PORT: String(port), PORTICO_DATA_DIR: data, ...environment });
  running.push(started);
  return started;
}

async function served(started: Started): Promise<void> {
  expect(await started.settled, started.output()).toBe("ready");
}

async function embedded<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const connection = JSON.parse(readFileSync(join(data, "postgres/connection.json"), "utf8"));
  const client = new pg.Client({
    host: "127.0.0.1",
    port: connection.port,
    user: "portico",
    password: connection.password,
    database: "portico",
  });
  await client.connect();
  const { rows } = await client.query<T>(sql);
  await client.end();
  return rows;
}

const mode = (path: string) => (statSync(join(data, path)).mode & 0o777).toString(8);

test("a new folder is set up, served, and left clean by SIGTERM", async () => {
  const portal = await run();
  await served(portal);
  expect(await (await fetch(`http://localhost:${port}`)).text()).toBe("small portal");
  expect(mode("secrets.json")).toBe("600");
  expect(mode("postgres/connection.json")).toBe("600");
  const [role] = await embedded<{ rolsuper: boolean }>("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
  expect(role).toEqual({ rolsuper: false });
  const [durability] = await embedded<{ fsync: string; commit: string }>(
    "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit",
  );
  expect(durability).toEqual({ fsync: "on", commit: "on" });

  const database = postmasterPid(data);
  portal.child.kill("SIGTERM");
  expect(await portal.ended).toBe(0);
  expect(isAlive(database)).toBe(false);
});

test("a second start on the same folder names the address of the first", async () => {
  await served(await run());
  const second = await run();
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Portico already runs on this data folder, at http://localhost:${port}`);
});

test("of two starts at the same moment one serves and the other says so", async () => {
  const both = [await run(), await run()];
  const outcomes = await Promise.all(both.map(({ settled }) => settled));
  expect(outcomes.toSorted()).toEqual(["ended", "ready"]);
  expect(both.map(({ output }) => output()).join("")).toContain("already runs on this data folder");
});

test("after a kill -9 of the portal the next start serves, with what was committed", async () => {
  const first = await run();
  await served(first);
  await embedded("INSERT INTO installation (key, value, updated_at) VALUES ('test', '1', now()) RETURNING key");
  first.child.kill("SIGKILL");
  await first.ended;
  await served(await run());
  expect(await embedded("SELECT key FROM installation WHERE key = 'test'")).toHaveLength(1);
});

test("after a kill -9 of the portal and of PostgreSQL the next start serves, with what was committed", async () => {
  const first = await run();
  await served(first);
  await embedded("INSERT INTO installation (key, value, updated_at) VALUES ('test', '1', now()) RETURNING key");
  process.kill(postmasterPid(data), "SIGKILL");
  first.child.kill("SIGKILL");
  await first.ended;
  await served(await run());
  expect(await embedded("SELECT key FROM installation WHERE key = 'test'")).toHaveLength(1);
});

test("a portal whose npm was killed stops by itself, and the next start waits for that", async () => {
  const first = await run({ npm_lifecycle_event: "dev" }, throughShell);
  await served(first);
  first.child.kill("SIGKILL");
  const second = await run();
  await served(second);
  expect(second.output()).toContain("is still stopping");
});

test("a PostgreSQL that is killed under a running portal comes back at the same address", async () => {
  const portal = await run();
  await served(portal);
  const killed = postmasterPid(data);
  process.kill(killed, "SIGKILL");
  await vi.waitFor(() => expect(portal.output()).toContain("PostgreSQL runs again."), { timeout: 60_000, interval: 100 });
  expect(postmasterPid(data)).not.toBe(killed);
  expect(await embedded("SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a stale postmaster.pid whose pid is some other program's is no obstacle", async () => {
  const first = await run();
  await served(first);
  first.child.kill("SIGTERM");
  await first.ended;
  writeFileSync(join(data, "postgres/cluster/postmaster.pid"), `${process.pid}\n${data}/postgres/cluster\n1\n1\n\n127.0.0.1\n0 0\nready\n`);
  await served(await run());
});

test("a taken port is said in one sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => other.once("listening", done));
  const { port: taken } = other.address() as AddressInfo;
  const portal = await run({ PORT: String(taken) });
  expect(await portal.ended).toBe(1);
  expect(portal.output()).toContain(`Port ${taken} is already used by another program`);
  other.close();
});

test.each([
  ["BCRYPT_ROUNDS", "many", "BCRYPT_ROUNDS must be a whole number from 4 to 16."],
  ["APP_URL", "id.example.com/login", "APP_URL must be"],
  ["ENCRYPTION_KEY", "short", "ENCRYPTION_KEY must be 32 bytes"],
  ["DATABASE_URL", "mysql://localhost/x", "DATABASE_URL must start with postgresql://"],
])("a wrong %s is said in one sentence", async (name, value, sentence) => {
  const portal = await run({ [name]: value });
  expect(await portal.ended).toBe(1);
  expect(portal.output()).toContain(`✗ ${sentence}`);
  expect(portal.output()).not.toContain("    at ");
});

test("a data folder that cannot be written is said in one sentence", async () => {
  const file = join(root, "a-file");
  writeFileSync(file, "");
  const portal = await run({ PORTICO_DATA_DIR: join(file, "data") });
  expect(await portal.ended).toBe(1);
  expect(portal.output()).toContain(`The data folder ${join(file, "data")} cannot be written (ENOTDIR)`);
});

test("a database of one's own is migrated and no other is started", async () => {
  const address = await createDatabase(inject("databaseServer"));
  const portal = await run({ DATABASE_URL: address });
  await served(portal);
  expect(portal.output()).not.toContain("embedded PostgreSQL");
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  expect((await client.query("SELECT count(*)::int AS users FROM users")).rows).toEqual([{ users: 0 }]);
  await client.end();
});

test("a database that refuses us is said in one sentence", async () => {
  const address = new URL(inject("databaseServer"));
  address.password = "wrong";
  const portal = await run({ DATABASE_URL: address.href });
  expect(await portal.ended).toBe(1);
  expect(portal.output()).toContain("(DATABASE_URL) cannot be used: it refuses the user name or the password.");
});
