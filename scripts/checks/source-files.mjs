import { globSync } from "node:fs";

/** What the architecture rules are about. */
export const SCOPE = ["app", "components", "lib", "middleware.ts", "instrumentation.ts"];

/** Every source file in that scope, tests included, below the current folder. */
export function sourceFiles() {
  return SCOPE.flatMap((path) => (path.endsWith(".ts") ? globSync(path) : globSync(`${path}/**/*.{ts,tsx,mjs}`)))
    .filter((path) => !path.startsWith("lib/generated/"))
    .sort();
}
