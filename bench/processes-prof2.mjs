import { fork, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { openSync } from "node:fs";
import { join } from "node:path";
import { openCluster } from "../scripts/database/cluster.mjs";
import { migrate } from "../scripts/database/migrate.mjs";
import { createDatabase } from "../scripts/database/scratch.mjs";
import { freePort } from "../scripts/launch/free-port.mjs";
import { Sentence } from "../scripts/launch/progress.mjs";
import { SERVER_FLAGS } from "../scripts/portal/server-process.mjs";

const started = new Set();

/** Ends everything this file started, whatever happened. */
export async function stopAll() {
  for (const stop of [...started].reverse()) await stop().catch(() => {});
}

/** A PostgreSQL of its own, as durable as the real one, in `folder`. @returns the address of a migrated database. */
export async function benchDatabase(folder) {
  const cluster = openCluster(join(folder, "postgres"));
  started.add(() => cluster.destroy());
  await cluster.start();
  const url = await createDatabase(cluster.url("postgres", "postgres"), { name: "bench" });
  await migrate(url);
  return url;
}

/** Every portal of a run reads what the one before it wrote: signing keys are encrypted. */
const SECRETS = {
  AUTH_SECRET: randomBytes(32).toString("hex"),
  ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  METRICS_TOKEN: randomBytes(16).toString("hex"),
};

/** The environment of a production portal, limits off: the bench is one address. */
export async function portalEnvironment(databaseUrl, folder, hash) {
  const port = await freePort();
  return {
    ...process.env,
    NODE_ENV: "production",
    APP_URL: `http://127.0.0.1:${port}`,
    HOST: "127.0.0.1",
    PORT: String(port),
    PORTICO_DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    ...SECRETS,
    RATE_LIMITS: "off",
    PASSWORD_HASH: hash,
    LOG_LEVEL: "info",
  };
}

/** Forks `module`, its output to a file, and waits until it says that it is ready. */
export async function startProcess(module, { env = process.env, folder, flags = [] }) {
  const log = openSync(join(folder, "server.log"), "a");
  const child = fork(module, { env, execArgv: flags, stdio: ["ignore", log, log, "ipc"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    started.delete(stop);
  };
  started.add(stop);
  /** Sends an order and waits for what it says of it. */
  const ask = (order) =>
    new Promise((resolve, reject) => {
      child.once("message", resolve);
      ended.then((code) => reject(new Sentence(`${module} ended (${code}); see ${join(folder, "server.log")}.`)));
      child.send(order);
    });
  const url = await new Promise((resolve, reject) => {
    child.on("message", (message) => message?.type === "ready" && resolve(message.url));
    ended.then((code) => reject(new Sentence(`${module} ended while it started (${code}); see ${join(folder, "server.log")}.`)));
  });
  return { url, stop, ask };
}

/** The built portal, started as `npm start` starts it. */
export const startPortal = (env, folder) =>
  startProcess("dist/server.mjs", {
    env,
    folder,
    flags: process.env.PROF ? [...SERVER_FLAGS, "--cpu-prof", "--cpu-prof-dir=/tmp/prof"] : SERVER_FLAGS,
  });

/** The pool that hashes, alone: `perSecond(seconds)` has it do nothing else for so long. */
export async function startHashCeiling(env, folder) {
  const { ask, stop } = await startProcess("dist/hash-ceiling.mjs", { env: { ...env, LOG_LEVEL: "silent" }, folder });
  return { stop, perSecond: async (seconds) => (await ask({ seconds })).perSecond };
}

/** Runs a bundled script to its end and returns the JSON of its last line. */
export function runJson(script, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args.map(String)], {
      env: { ...env, LOG_LEVEL: "silent" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code !== 0) reject(new Sentence(`${script} failed (${code}).`));
      else resolve(JSON.parse(output.trim().split("\n").at(-1)));
    });
  });
}
