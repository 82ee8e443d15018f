import { stat } from "node:fs/promises";
import path from "node:path";
import { type Diagnosis, outcomes } from "@/lib/entry/cli/doctor/diagnosis";
import { env } from "@/lib/env";

/** Permission bits of everybody but the owner. */
const OTHERS = 0o077;

async function modeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mode & 0o777;
  } catch {
    return null;
  }
}

/** Files that hold secrets must be readable by their owner alone. */
export async function checkSecrets(): Promise<Diagnosis> {
  const { ok, failure } = outcomes("secrets");
  const files = [path.resolve(env.PORTICO_DATA_DIR, "secrets.json"), path.resolve(".env")];
  let found = 0;
  for (const file of files) {
    const mode = await modeOf(file);
    if (mode === null) continue;
    found += 1;
    if ((mode & OTHERS) !== 0) return failure(`${file} can be read by others (mode ${mode.toString(8)}).`, `chmod 600 ${file}`);
  }
  return ok(found === 0 ? "No secrets are kept in files." : "Files with secrets are readable by their owner only.");
}

/** Whether links, cookies and limits are what a portal on the open network needs. */
export async function checkAddress(): Promise<Diagnosis> {
  const { ok, warning, failure } = outcomes("address");
  if (!env.isHttps && !env.isLoopback) {
    return failure(
      `APP_URL is ${env.APP_URL}: passwords and cookies would travel unencrypted.`,
      "Put a TLS proxy in front and set APP_URL to https://….",
    );
  }
  if (env.RATE_LIMITS === "off") return warning("Rate limits are off.", "Remove RATE_LIMITS=off unless this is a test.");
  return ok(`The portal answers as ${env.APP_URL}.`);
}
