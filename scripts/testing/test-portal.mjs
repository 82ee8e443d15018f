import { fork } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptied } from "../build-steps/env-files.mjs";
import { freePort } from "../launch/free-port.mjs";

const LOG = "test-results/portal.log";

/**
 * Starts a portal as an operator would, in production, with a data folder, a database and a port of its own.
 * @returns its address, its set-up link, and what stops it and deletes its data.
 * @throws Error with its log when it does not start.
 */
export async function startTestPortal() {
  const data = mkdtempSync(join(tmpdir(), "portico-e2e-"));
  const port = await freePort();
  mkdirSync("test-results", { recursive: true });
  const log = openSync(LOG, "w");
  const child = fork("scripts/start.mjs", [], { env: portalEnvironment(data, port), stdio: ["ignore", log, log, "ipc"] });
  closeSync(log);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  const ready = new Promise((resolve) => child.on("message", resolve));
  const first = await Promise.race([ready, ended.then(() => null)]);
  if (first === null) {
    await stop();
    throw new Error(`The portal did not start:\n${readFileSync(LOG, "utf8")}`);
  }
  return { url: first.url, setupUrl: first.setupUrl, data, stop };
}

/** A clean installation, whatever the developer's own environment says. */
function portalEnvironment(data, port) {
  const keep = /^(PATH|HOME|USER|LANG|LC_.*|TMPDIR|PORTICO_BUILD_DIR|NODE_OPTIONS)$/;
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => keep.test(name)));
  return {
    ...emptied(),
    ...kept,
    PORTICO_DATA_DIR: data,
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    // Dozens of people sign in from one address; what limits do is tested where time can be set.
    RATE_LIMITS: "off",
    // The journeys are about pages; what a hash costs is measured elsewhere, and would be a fifth of their time.
    BCRYPT_ROUNDS: "4",
    LOG_LEVEL: "info",
  };
}
