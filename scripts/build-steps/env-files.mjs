import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/** The framework reads these by itself, for whatever the environment does not set. */
const FILES = [".env", ".env.local", ".env.production", ".env.production.local"];

/**
 * An empty value for every variable of those files, to start a program that must not see them: a build, whose
 * output is for every installation, and the portal of the browser tests.
 */
export function emptied() {
  const names = FILES.filter((file) => existsSync(file)).flatMap((file) => Object.keys(parseEnv(readFileSync(file, "utf8"))));
  return Object.fromEntries(names.map((name) => [name, ""]));
}
