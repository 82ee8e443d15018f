import { fork } from "node:child_process";
import { constants } from "node:os";
import { Sentence } from "../launch/progress.mjs";

/**
 * Flags of Node.js for the process that serves. With the limit V8 chooses on a machine with much memory it lets
 * garbage lie: resident memory doubled within 100,000 requests; see docs/performance.md.
 */
export const SERVER_FLAGS = ["--enable-source-maps", "--max-old-space-size=1024"];

/** What lib/entry/server.ts ends with when somebody else took the port. */
const PORT_TAKEN = 98;

/**
 * Starts the bundled server as a child. It is the leader of a session of its own, so that Ctrl+C in the
 * terminal reaches only us, and we stop things in their order.
 */
export function startServer(env) {
  const child = fork("dist/server.mjs", {
    env,
    detached: true,
    execArgv: SERVER_FLAGS,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 1))));
  const ready = new Promise((resolve, reject) => {
    child.on("message", (message) => message?.type === "ready" && resolve(message));
    child.once("error", reject);
    ended.then((code) => reject(notReady(code, env.PORT)));
  });
  // Somebody may stop us before anybody waits for `ready`.
  ready.catch(() => {});
  return { pid: child.pid, ready, ended, kill: (signal) => child.kill(signal) };
}

function notReady(code, port) {
  return new Sentence(
    code === PORT_TAKEN ? portTaken(port) : `The server ended while it started (exit code ${code}); its own words are above.`,
  );
}

/** What to say when the port belongs to another program. */
export function portTaken(port = 3000) {
  return `Port ${port} is already used by another program: stop that one, or choose another port, such as PORT=${Number(port) + 1} npm start.`;
}
