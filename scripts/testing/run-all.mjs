import { ensureClient, ensureProductionBuild } from "../build-steps/build.mjs";
import { runBrowserTests } from "./browser-tests.mjs";
import { runCheck } from "./check.mjs";
import { findChromium } from "./chromium.mjs";
import { prepareRedis } from "./redis.mjs";
import { stageFailed, summary } from "./stage.mjs";
import { runVitest } from "./vitest.mjs";

/** The developer's own build and data are never touched: tests build and keep their data elsewhere. */
export const TEST_BUILD = ".next-test";

/**
 * `npm test`: every stage in turn, whatever the ones before it found. The last line is `N passed, N failed`;
 * the exit code is 0 only when nothing failed and every stage ran something.
 */
export async function runAllTests() {
  process.env.PORTICO_BUILD_DIR = TEST_BUILD;
  const results = [];
  const stage = async (name, work) => results.push(await summary(name, work));

  const prepared = await summary("preparation", prepare);
  await stage("style (biome)", () => runCheck("@biomejs/biome", ["check", "--error-on-warnings"]));
  await stage("types (tsc)", () => runCheck("typescript", ["--noEmit"]));
  await stage("architecture", () => runCheck("scripts/check-architecture.mjs", []));
  await stage("unused code and packages (knip)", () => runCheck("knip", ["--no-config-hints"]));
  await stage("unit tests", () => runVitest("unit"));
  await stage("integration tests", () => runVitest("integration"));
  await stage("production build", async () => {
    await ensureProductionBuild();
    return { passed: 1, failed: 0 };
  });
  const built = !stageFailed(results.at(-1));
  const onTheBuild = (run) => (built ? run() : { passed: 0, failed: 1, output: "There is no build to test." });
  await stage("system tests", () => onTheBuild(() => runVitest("system")));
  await stage("browser tests", () => onTheBuild(() => runBrowserTests([])));

  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, prepared.failed);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** What the stages need; it counts only when it fails. */
async function prepare() {
  await ensureClient();
  process.env.PORTICO_CHROMIUM = await findChromium();
  prepareRedis();
  return runCheck("next", ["typegen"]);
}
