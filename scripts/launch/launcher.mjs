import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { processIdentity, stillRuns } from "./process-identity.mjs";

const EVERY_MS = 500;
const parent = process.ppid;

/**
 * The processes that started this one only to wait for it: npm, the shell that npm uses, our own relaunching
 * process. One that is killed outright tells nobody, and would leave us behind. Any other parent, such as a
 * terminal's shell, may go away and mean nothing by it.
 * @returns `{ pid, identity }` of each.
 */
export const launchers = findLaunchers();

function findLaunchers() {
  const handed = JSON.parse(process.env.PORTICO_LAUNCHERS ?? "[]");
  if (handed[0]?.pid === parent) return handed;
  if (!process.env.npm_lifecycle_event) return [];
  const above = isShellCommand(parent) ? [parent, parentOf(parent)] : [parent];
  return above.map(known).filter(({ identity }) => identity !== null);
}

function known(pid) {
  return { pid, identity: processIdentity(pid) };
}

/** What a relaunched process is to be told in PORTICO_LAUNCHERS. */
export const launchersForChild = () => JSON.stringify([known(process.pid), ...launchers]);

/** Whether one of them is gone. */
export const isAbandoned = (waiting) => waiting.some(({ pid, identity }) => !stillRuns(pid, identity));

/** Calls `act` once when one of our launchers is gone. */
export function onAbandoned(act) {
  if (launchers.length === 0) return;
  const watch = setInterval(() => {
    // Asking about other processes is cheap on Linux only; elsewhere the parent has to do.
    if (process.ppid === parent && !(process.platform === "linux" && isAbandoned(launchers))) return;
    clearInterval(watch);
    act();
  }, EVERY_MS);
  watch.unref();
}

/** `sh -c …`, as npm runs a script. */
function isShellCommand(pid) {
  const [shell, option] = read(`/proc/${pid}/cmdline`).split("\0");
  return /^(ba|da|z|k)?sh$/.test(basename(shell)) && option === "-c";
}

function parentOf(pid) {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
