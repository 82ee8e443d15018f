import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Sentence } from "../launch/progress.mjs";

/**
 * The secrets of this installation that the environment does not set: made once, kept in `secrets.json`
 * (mode 600). Of two starts at the same moment both get the ones that were written first.
 * @returns the names and values to add to the environment.
 */
export function ensureSecrets(data) {
  const made = {
    AUTH_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  };
  const wanted = Object.keys(made).filter((name) => !process.env[name]?.trim());
  if (wanted.length === 0) return {};
  const kept = keepFirst(join(data, "secrets.json"), made);
  return Object.fromEntries(wanted.map((name) => [name, kept[name]]));
}

/** Creates the file with its whole content in one atomic step, unless it is there; answers with what it holds. */
function keepFirst(path, made) {
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  chmodSync(path, 0o600);
  try {
    const kept = JSON.parse(readFileSync(path, "utf8"));
    if (Object.keys(made).every((name) => typeof kept[name] === "string")) return kept;
  } catch {
    // Said below: whatever is wrong with it, it must not be replaced by new secrets.
  }
  throw new Sentence(`${path} is damaged: bring it back from a backup, because what is encrypted in the database opens with no other key.`);
}
