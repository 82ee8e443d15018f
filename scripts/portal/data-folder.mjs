import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureOwnFolder } from "../launch/own-folder.mjs";
import { Sentence } from "../launch/progress.mjs";

/**
 * Makes the data folder, and `run/` in it for locks, where they are missing.
 * @throws Sentence when it cannot be written.
 */
export function ensureDataFolder(data) {
  try {
    ensureOwnFolder(data);
    mkdirSync(join(data, "run"), { recursive: true, mode: 0o700 });
    accessSync(join(data, "run"), constants.W_OK);
  } catch (error) {
    throw new Sentence(
      `The data folder ${data} cannot be written (${error.code}): fix its permissions, or set PORTICO_DATA_DIR to another folder.`,
    );
  }
}
