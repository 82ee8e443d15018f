import { checkImports } from "./checks/imports.mjs";
import { sourceFiles } from "./checks/source-files.mjs";
import { checkSyntax } from "./checks/syntax.mjs";

// Looks at the current folder, so that the test of planted defects can point it at another tree.
const findings = [...(await checkImports()), ...checkSyntax()];
if (findings.length > 0) {
  console.error(findings.map((finding) => `✗ ${finding}`).join("\n"));
  process.exit(1);
}
console.log(`${sourceFiles().length} files keep the rules of the house.`);
