import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { ensureClient, ensureProductionBuild } from "../build-steps/build.mjs";
import { findChromium } from "./chromium.mjs";
import { runProgram } from "./program.mjs";
import { startTestPortal } from "./test-portal.mjs";

const REPORT = "test-results/report.json";

/** Runs the browser tests on a portal of their own and counts them from Playwright's JSON report. */
export async function runBrowserTests(args) {
  return withPortal(async (env) => {
    const { code, output } = await runProgram("@playwright/test", ["test", ...args], { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: REPORT });
    return { ...count(code), output };
  });
}

/** `npm run test:e2e -- ARGUMENTS`: the same for a developer, with Playwright's own output. */
export async function runBrowserCommand(args) {
  const code = await onBuiltPortal(
    (env) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ["node_modules/@playwright/test/cli.js", "test", ...args], { env, stdio: "inherit" });
        for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
        child.on("error", reject);
        child.on("exit", resolve);
      }),
  );
  process.exit(code ?? 1);
}

/** Builds what is missing, finds a Chromium, and does `work` on a portal of its own; for commands outside of `npm test`. */
export async function onBuiltPortal(work) {
  process.env.PORTICO_BUILD_DIR = ".next-test";
  await ensureClient();
  await ensureProductionBuild();
  process.env.PORTICO_CHROMIUM = await findChromium();
  return withPortal(work);
}

async function withPortal(work) {
  const portal = await startTestPortal();
  try {
    return await work({ ...process.env, E2E_URL: portal.url, E2E_SETUP_URL: portal.setupUrl ?? "", E2E_DATA_DIR: portal.data });
  } finally {
    await portal.stop();
  }
}

/** A test that passed only when tried again has failed. */
function count(code) {
  const report = readReport();
  if (report === null) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  const failed = unexpected + flaky;
  return { passed: expected, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function readReport() {
  try {
    return JSON.parse(readFileSync(REPORT, "utf8"));
  } catch {
    return null;
  }
}
