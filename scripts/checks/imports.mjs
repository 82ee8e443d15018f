import { existsSync } from "node:fs";
import { cruise } from "dependency-cruiser";
import extractConfig from "dependency-cruiser/config-utl/extract-depcruise-config";
import { SCOPE, sourceFiles } from "./source-files.mjs";

/**
 * Checks the imports of the current folder against .dependency-cruiser.cjs.
 * @returns one sentence for each finding; also one when files went unseen, because a check that looks at
 * nothing finds nothing.
 */
export async function checkImports() {
  const { forbidden, options } = await extractConfig(`${process.cwd()}/.dependency-cruiser.cjs`);
  const scope = SCOPE.filter((path) => existsSync(path));
  const { output } = await cruise(scope, { ...options, ruleSet: { forbidden }, validate: true });
  const seen = new Set(output.modules.map((module) => module.source));
  const unseen = sourceFiles().filter((path) => !seen.has(path));
  const findings = output.summary.violations.map(({ rule, from, to }) => `${from} → ${to}: ${rule.name.replaceAll("-", " ")}`);
  if (seen.size === 0) findings.push("dependency-cruiser looked at no module at all.");
  return [...findings, ...unseen.map((path) => `${path}: dependency-cruiser did not see this file.`)];
}
