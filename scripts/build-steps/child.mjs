import { spawn } from "node:child_process";
import { Sentence } from "../launch/progress.mjs";

const running = new Set();
let stopped = false;

/**
 * Runs a script of Node.js to its end, quietly; what it said is printed only when it failed.
 * @throws Sentence beginning with `what` when it failed.
 */
export function runNode(what, args, env) {
  return new Promise((resolve, reject) => {
    if (stopped) return reject(new Sentence(`${what} was not begun any more.`));
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => {
      running.delete(child);
      if (code === 0) return resolve(output);
      if (stopped) return reject(new Sentence(`${what} was cut short.`));
      console.error(output);
      reject(new Sentence(`${what} failed; its own words are above.`));
    });
  });
}

/** Ends whatever still runs, and begins nothing more: the start was stopped while it built. */
export function stopChildren() {
  stopped = true;
  for (const child of running) child.kill("SIGTERM");
}
