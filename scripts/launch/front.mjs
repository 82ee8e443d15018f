import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { constants } from "node:os";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled, installedNode, QUIET_TOOLS } from "./install.mjs";
import { launchersForChild, onAbandoned } from "./launcher.mjs";
import { fail, Sentence } from "./progress.mjs";

/** The folder of the clone. Every script works from here, wherever it was called. */
export const ROOT = realpathSync(resolve(dirname(fileURLToPath(import.meta.url)), "..", ".."));

/**
 * Runs a script of package.json: installs what is missing, goes on under the Node.js that the packages bring,
 * and only then loads `work`, which may import packages. An error ends the process with its sentence.
 */
export async function front(work) {
  try {
    demandNode();
    process.chdir(ROOT);
    await ensureInstalled(ROOT);
    if (!isInstalledNode()) return await relaunch();
    Object.assign(process.env, QUIET_TOOLS);
    await work();
  } catch (error) {
    fail(error);
  }
}

function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  throw new Sentence(`Portico needs Node.js 20.9 or later to start, and this is ${process.versions.node}.`);
}

function isInstalledNode() {
  return realpathSync(process.execPath) === realpathSync(installedNode(ROOT));
}

/** Starts the same script again under the installed Node.js, passes signals on, and ends as it ends. */
function relaunch() {
  const child = spawn(installedNode(ROOT), process.argv.slice(1), {
    stdio: "inherit",
    env: { ...process.env, PORTICO_LAUNCHERS: launchersForChild() },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  onAbandoned(() => child.kill("SIGTERM"));
  return new Promise((_, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      process.exit(code ?? 128 + (constants.signals[signal] ?? 1));
    });
  });
}
