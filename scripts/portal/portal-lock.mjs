import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAbandoned, launchers } from "../launch/launcher.mjs";
import { processIdentity, stillRuns } from "../launch/process-identity.mjs";
import { tryLock } from "../launch/process-lock.mjs";
import { Sentence, say } from "../launch/progress.mjs";

/** Longer than a server needs to finish what it began. */
const STOP_SECONDS = 30;

/**
 * Makes this process the only portal on the data folder, at `url`.
 * @returns what gives the folder free again.
 * @throws Sentence with the address of the portal that has it.
 */
export async function lockPortal(data, url) {
  const path = join(data, "run", "portal.lock");
  const until = performance.now() + STOP_SECONDS * 1000;
  for (let waited = false; ; waited = true) {
    const answer = tryLock(path, { url, launchers });
    if (answer.held) {
      await endOrphan(data);
      return answer.release;
    }
    const { holder } = answer;
    // Its npm was killed outright: it has noticed, or is about to, and stops by itself.
    if (!isAbandoned(holder.launchers) || performance.now() > until) {
      throw new Sentence(
        `Portico already runs on this data folder, at ${holder.url} (process ${holder.pid}). Stop it first, or set PORTICO_DATA_DIR to another folder.`,
      );
    }
    if (!waited) say(`The Portico before this one is still stopping (process ${holder.pid}); waiting for it …`);
    await sleep(200);
  }
}

const serverFile = (data) => join(data, "run", "server.json");

/** Notes the process that serves, so that a later start finds it if this one is killed. */
export function noteServer(data, pid) {
  writeFileSync(serverFile(data), JSON.stringify({ pid, identity: processIdentity(pid) }));
}

/** Forgets the process that served. */
export function forgetServer(data) {
  rmSync(serverFile(data), { force: true });
}

/** A server whose start was killed ends by itself; one that does not in time is ended. */
async function endOrphan(data) {
  const server = readServer(data);
  if (!server || !stillRuns(server.pid, server.identity)) return;
  say(`The server of a start that was killed still runs (process ${server.pid}); waiting for it to finish …`);
  const until = performance.now() + STOP_SECONDS * 1000;
  while (stillRuns(server.pid, server.identity)) {
    if (performance.now() > until) process.kill(server.pid, "SIGKILL");
    await sleep(100);
  }
}

function readServer(data) {
  try {
    return JSON.parse(readFileSync(serverFile(data), "utf8"));
  } catch {
    return null;
  }
}
