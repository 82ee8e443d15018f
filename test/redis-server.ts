import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll } from "vitest";
import { freePort } from "../scripts/launch/free-port.mjs";
import { findRedis } from "../scripts/testing/redis.mjs";

export interface RedisServer {
  /** For REDIS_URL; it stays the same through every restart. */
  url: string;
  /** Starts it, empty, and resolves when it takes connections. */
  start(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Lets it hang: connections stay, answers do not come. */
  freeze(): void;
  thaw(): void;
}

/** A real Redis of this test file's own, in memory alone. */
export async function startRedis(): Promise<RedisServer> {
  const { program, env } = findRedis();
  const port = await freePort();
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGCONT");
    child.kill("SIGKILL");
    await ended;
  };
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
      child = spawn(program, args, { stdio: "ignore", env: { ...process.env, ...env } });
      const ended = once(child, "exit").then(() => false);
      if (!(await Promise.race([accepts(port), ended]))) throw new Error("Redis ended at once");
    },
    kill,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
  };
  afterAll(kill);
  // Of a file that could not be loaded nothing else runs.
  process.once("exit", () => child?.kill("SIGKILL"));
  await server.start();
  return server;
}

async function accepts(port: number): Promise<true> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      socket.destroy();
    }
  }
}
