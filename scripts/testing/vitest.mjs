import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "./program.mjs";

/** Runs one project of vitest.config.ts and counts its tests from the JSON report. */
export async function runVitest(project) {
  const folder = mkdtempSync(join(tmpdir(), "portico-report-"));
  const report = join(folder, "report.json");
  try {
    const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { code, output } = await runProgram("vitest", args, { ...process.env, NO_COLOR: "1", NODE_ENV: "test" });
    return { ...count(readReport(report), code), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that could not be loaded, and a run that broke without naming a test, count as one failure each. */
function count(report, code) {
  if (report === null) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  const failed = report.numFailedTests + unloaded.length;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
