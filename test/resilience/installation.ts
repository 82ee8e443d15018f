import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { z } from "zod";
import { env } from "@/lib/env";
import { freePort } from "../../scripts/launch/free-port.mjs";
import { type Answer, Client, type Sent, send } from "../system/client";
import { ready } from "./bystander";
import { killPostgres } from "./own-cluster";

const connection = z.object({ port: z.number(), password: z.string() });
const readyMessage = z.object({ type: z.literal("ready"), setupUrl: z.string().nullable() });

export interface Installation {
  url: string;
  /** Its data folder. */
  data: string;
  /** An address of its embedded database, while that runs. */
  databaseUrl(): string;
  setupUrl: string | null;
  request(path: string, sent?: Sent): Promise<Answer>;
  client(): Client;
  /** Everything that was printed since the first start. */
  output(): string;
  /** `npm start` on the same folder, without npm between. */
  start(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Kills its PostgreSQL and does `work` before the portal has started it again. */
  loseDatabase(work: () => Promise<void>): Promise<void>;
  /** SIGKILL to all there is of it: the start script, the server and PostgreSQL. */
  kill9(): Promise<void>;
}

/** A portal with nothing given, as `npm start` makes it in an empty folder. */
export async function startInstallation(): Promise<Installation> {
  const data = mkdtempSync(join(realpathSync(tmpdir()), "portico-installation-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let child: ChildProcess | undefined;
  let written = "";

  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  const installation: Installation = {
    url,
    data,
    databaseUrl() {
      const { port: at, password } = connection.parse(JSON.parse(readFileSync(join(data, "postgres/connection.json"), "utf8")));
      return `postgresql://portico:${password}@127.0.0.1:${at}/portico`;
    },
    setupUrl: null,
    request: (path, sent = {}) => send(port, path, { ...sent, headers: { host: `localhost:${port}`, ...sent.headers } }),
    client: () => new Client({ port, origin: url, userAgent: "Tests" }),
    output: () => written,
    async start() {
      const started = fork("scripts/start.mjs", [], {
        env: environment(data, port),
        execArgv: [],
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => {
          written += text;
        });
      }
      const message: unknown = await Promise.race([
        once(started, "message").then(([first]) => first),
        once(started, "exit").then(() => null),
      ]);
      if (message === null) throw new Error(`npm start ended:\n${written}`);
      installation.setupUrl = readyMessage.parse(message).setupUrl;
    },
    stop: () => end("SIGTERM"),
    async loseDatabase(work) {
      const files = realpathSync(join(data, "postgres/cluster"));
      // The start script, which would bring it back within half a second, looks away.
      child?.kill("SIGSTOP");
      await killPostgres(files);
      await work().finally(() => child?.kill("SIGCONT"));
      await ready(installation);
    },
    async kill9() {
      const server = z.object({ pid: z.number() }).parse(JSON.parse(readFileSync(join(data, "run/server.json"), "utf8")));
      const ended = end("SIGKILL");
      process.kill(server.pid, "SIGKILL");
      await Promise.all([ended, killPostgres(realpathSync(join(data, "postgres/cluster")))]);
    },
  };
  afterAll(async () => {
    await end("SIGTERM");
    rmSync(realpathSync(join(data, "postgres")), { recursive: true, force: true });
    rmSync(data, { recursive: true, force: true });
  });
  await installation.start();
  return installation;
}

/** Nothing but the port, and what keeps a test short. */
function environment(data: string, port: number): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return {
    ...{ PATH, HOME, TMPDIR, LANG },
    NODE_ENV: "production",
    PORTICO_NO_ENV_FILE: "1",
    PORTICO_BUILD_DIR: env.PORTICO_BUILD_DIR,
    PORTICO_DATA_DIR: data,
    PORT: String(port),
    BCRYPT_ROUNDS: "4",
    RATE_LIMITS: "off",
    LOG_LEVEL: "debug",
  };
}
