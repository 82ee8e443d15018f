import { runProgram } from "./program.mjs";

/** Runs a checker that passes or fails as a whole: it counts as one. */
export async function runCheck(program, args) {
  const { code, output } = await runProgram(program, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output };
}
