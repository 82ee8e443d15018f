import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Entry {
  optionalDependencies?: Record<string, string>;
}

const { packages }: { packages: Record<string, Entry> } = JSON.parse(readFileSync("package-lock.json", "utf8"));

/** Where Node.js would look for a package that the one at `path` needs. */
function isFound(path: string, name: string): boolean {
  if (packages[`${path ? `${path}/` : ""}node_modules/${name}`]) return true;
  const above = path.lastIndexOf("/node_modules/");
  return path === "" ? false : isFound(above < 0 ? "" : path.slice(0, above), name);
}

test("the lock file names the optional packages of every platform, because npm ci refuses it otherwise", () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isFound(path, name))
      .map((name) => `${name}, needed by ${path}`),
  );
  expect(missing).toEqual([]);
});
