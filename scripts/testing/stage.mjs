import { since } from "../launch/progress.mjs";

/**
 * Runs one stage and prints its line. A stage that throws, or that ran nothing, has failed once.
 * @param work answers `{ passed, failed, output? }`; the output is printed when something failed.
 */
export async function summary(name, work) {
  const start = performance.now();
  const result = await attempt(work);
  const ran = result.passed + result.failed > 0;
  const { passed, failed } = ran ? result : { passed: 0, failed: 1 };
  if (failed > 0) console.log(`${result.output ?? ""}${ran ? "" : "\nNothing ran in this stage."}`);
  console.log(`${failed === 0 ? "✓" : "✗"} ${name}: ${passed} passed, ${failed} failed (${since(start)})`);
  return { name, passed, failed };
}

/** Whether anything failed in a stage. */
export const stageFailed = (result) => result.failed > 0;

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    return { passed: 0, failed: 1, output: error instanceof Error ? error.message : String(error) };
  }
}
