import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { lock } from "../launch/process-lock.mjs";
import { say } from "../launch/progress.mjs";

/**
 * Runs `make` unless the file `stamp` says that it already ran for this `fingerprint`. Of several processes
 * one makes and the others wait. A `make` that fails or is killed leaves no stamp.
 */
export async function onceFor(stamp, fingerprint, make) {
  if (read(stamp) === fingerprint) return;
  const cache = "node_modules/.cache/portico";
  mkdirSync(cache, { recursive: true });
  const mine = await lock(`${cache}/${stamp.replaceAll("/", "_")}.lock`, () => say("Another start is building; waiting for it …"));
  try {
    if (read(stamp) === fingerprint) return;
    rmSync(stamp, { force: true });
    await make();
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, fingerprint);
  } finally {
    mine.release();
  }
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
