import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../launch/front.mjs";
import { Sentence } from "../launch/progress.mjs";
import { ensureSecrets } from "./secrets.mjs";

/** Reads `.env` into `process.env`; what is set already wins. */
export function loadEnvFile() {
  if (!existsSync(".env")) return;
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    throw new Sentence(`The file .env cannot be read (${error.code ?? error.message}).`);
  }
}

/** The data folder, as an absolute path: everything that this installation has to keep. */
export function dataFolder() {
  return resolve(process.env.PORTICO_DATA_DIR?.trim() || ".data");
}

/**
 * Completes `process.env` with the secrets of the data folder and checks all of it with lib/env.ts.
 * DATABASE_URL may still be missing: then the embedded database is meant.
 * @returns the checked values.
 * @throws Sentence or EnvironmentError, in one sentence, when a value is wrong.
 */
export async function checkEnvironment(data) {
  if (!process.env.DATABASE_URL?.trim()) delete process.env.DATABASE_URL;
  const secrets = ensureSecrets(data);
  const { parseEnvironment } = await importWith({ ...secrets, DATABASE_URL: "postgresql://127.0.0.1/portico" }, "lib/env.ts");
  Object.assign(process.env, secrets);
  return parseEnvironment({ DATABASE_URL: "postgresql://127.0.0.1/portico", ...process.env });
}

/** Imports a module of ours that reads the environment while it loads, with `defaults` for what is not set. */
async function importWith(defaults, path) {
  const before = { ...process.env };
  Object.assign(process.env, { ...defaults, ...before });
  try {
    return await import(pathToFileURL(resolve(ROOT, path)).href);
  } finally {
    for (const name of Object.keys(defaults)) if (!(name in before)) delete process.env[name];
  }
}
