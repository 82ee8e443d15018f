import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { processIdentity, stillRuns } from "./process-identity.mjs";

/**
 * Takes the lock file at `path` for this process, or says who has it. A lock whose holder is gone
 * (kill -9, power cut) is taken over. `facts` are kept in the file for others to read.
 * @param {string} path
 * @param {Record<string, unknown>} [facts]
 * @returns {{ held: true, release: () => void } | { held: false, holder: Record<string, unknown> }}
 */
export function tryLock(path, facts = {}) {
  for (let attempt = 0; attempt < 20; attempt++) {
    const mine = { pid: process.pid, identity: processIdentity(process.pid), nonce: randomBytes(8).toString("hex"), ...facts };
    if (place(path, mine)) return heldLock(path, mine);
    const text = read(path);
    if (text === null) continue;
    const holder = parse(text);
    if (holder && stillRuns(holder.pid, holder.identity)) return { held: false, holder };
    removeStale(path, text);
  }
  throw new Error(`The lock ${path} changes hands faster than it can be read.`);
}

/** Waits until the lock is free, then takes it. `onWait(holder)` is called once, when there is somebody to wait for. */
export async function lock(path, onWait = () => {}) {
  for (let waited = false; ; waited = true) {
    const answer = tryLock(path);
    if (answer.held) return answer;
    if (!waited) onWait(answer.holder);
    await sleep(100);
  }
}

function heldLock(path, mine) {
  const release = () => {
    if (parse(read(path))?.nonce === mine.nonce) rmSync(path, { force: true });
  };
  return { held: true, release };
}

/** Creates the file with its content in one atomic step: nobody ever reads a half-written lock. */
function place(path, content) {
  const draft = `${path}.${content.nonce}`;
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves the stale lock away first, so that of two processes that saw it only one removes it. */
function removeStale(path, seen) {
  const grave = `${path}.${randomBytes(8).toString("hex")}`;
  try {
    renameSync(path, grave);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  if (read(grave) !== seen) {
    try {
      linkSync(grave, path);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  rmSync(grave, { force: true });
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

function parse(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
