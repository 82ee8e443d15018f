import { spawn } from "node:child_process";
import { Sentence } from "../launch/progress.mjs";

const running = new Set();

/**
 * Runs a script of Node.js to its end, quietly; what it said is printed only when it failed.
 * @throws Sentence beginning with `what` when it failed.
 */
export function runNode(what, args, env) {
  return new Promise((resolve, reject) => {
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
      console.error(output);
      reject(new Sentence(`${what} failed; its own words are above.`));
    });
  });
}

/** Ends whatever still runs: the start was stopped while it built. */
export function stopChildren() {
  for (const child of running) child.kill("SIGTERM");
}
