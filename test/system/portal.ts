import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { resolve } from "node:path";
import { afterAll } from "vitest";
import { env } from "@/lib/env";
import { freePort } from "../../scripts/launch/free-port.mjs";
import { type Answer, Client, type Sent, send } from "./client";
import { type Mail, readInbox } from "./inbox";

export interface PortalOptions {
  /** Variables over the ones below; `undefined` takes one away. */
  env?: Record<string, string | undefined>;
  /** The database's address; the test file's own, unless given. */
  database?: string;
  /** Where to listen, for one that follows another; a free port, unless given. */
  port?: number;
}

export interface Portal {
  /** APP_URL. */
  url: string;
  /** Where it listens, whatever APP_URL says. */
  port: number;
  databaseUrl: string;
  setupUrl: string | null;
  /** One request of somebody without cookies. */
  request(path: string, sent?: Sent): Promise<Answer>;
  /** A browser of its own: it keeps cookies. */
  client(): Client;
  /** Waits for a mail to `to` that `matches`, and returns the newest such. */
  mail(to: string, matches?: (mail: Mail) => boolean): Promise<Mail>;
  /** All mail to `to`, newest first, after everything queued was sent. */
  inbox(to: string): Promise<Mail[]>;
  /** Everything it wrote to its log so far. */
  logs(): string;
  /** Asks it to end and resolves to its exit code. */
  stop(): Promise<number | null>;
  kill9(): Promise<unknown>;
}

const START_MS = 40_000;
const running = new Set<ChildProcess>();

afterAll(endPortals);

/** Ends those that still run: before their database goes, without which they would wait for it until their patience ends. */
export async function endPortals(): Promise<void> {
  await Promise.all([...running].map((child) => end(child, "SIGTERM")));
}

/** Starts the production server of the build (PORTICO_BUILD_DIR) on a free port, and resolves when it says that it answers. */
export async function startPortal(options: PortalOptions = {}): Promise<Portal> {
  const port = options.port ?? (await freePort());
  const given = Object.entries(options.env ?? {});
  const values: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    DATABASE_URL: options.database ?? env.DATABASE_URL,
    AUTH_SECRET: env.AUTH_SECRET,
    ENCRYPTION_KEY: env.ENCRYPTION_KEY,
    PORTICO_BUILD_DIR: env.PORTICO_BUILD_DIR,
    // A third of a start is the compiling of scripts, and the tests start one build a hundred times.
    NODE_COMPILE_CACHE: resolve(env.PORTICO_BUILD_DIR, "compile-cache"),
    BCRYPT_ROUNDS: "4",
    RATE_LIMITS: "off",
    LOG_LEVEL: "info",
    DATABASE_POOL_SIZE: "10",
    ...Object.fromEntries(given.map(([name, value]) => [name, value?.replaceAll("PORT", String(port))])),
  };
  const child = fork(resolve("dist/server.mjs"), {
    env: values,
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => written.push(text));
  const logs = () => written.join("");
  const setupUrl = await ready(child, logs);
  const url = values.APP_URL ?? "";
  const hostHeader = new URL(url).host;
  const request = (path: string, sent: Sent = {}) => send(port, path, { ...sent, headers: { host: hostHeader, ...sent.headers } });
  return {
    url,
    port,
    databaseUrl: values.DATABASE_URL ?? "",
    setupUrl,
    request,
    client: () => new Client({ port, origin: url, userAgent: `Tests/${randomUUID().slice(0, 8)}` }),
    ...readInbox(request),
    logs,
    stop: () => end(child, "SIGTERM"),
    kill9: () => end(child, "SIGKILL"),
  };
}

/** The set-up link in the "ready" message. @throws Error with the log when the server ends or takes too long. */
function ready(child: ChildProcess, logs: () => string): Promise<string | null> {
  return new Promise((resolveReady, reject) => {
    const fail = (why: string) => reject(new Error(`The portal ${why}. It wrote:\n${logs()}`));
    const timer = setTimeout(() => fail("did not start in time"), START_MS);
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      fail(`ended while it started (${code ?? signal})`);
    });
    child.on("message", (message: unknown) => {
      if (typeof message !== "object" || message === null || Reflect.get(message, "type") !== "ready") return;
      clearTimeout(timer);
      const setupUrl: unknown = Reflect.get(message, "setupUrl");
      resolveReady(typeof setupUrl === "string" ? setupUrl : null);
    });
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
  return child.exitCode;
}
