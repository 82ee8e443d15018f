import { execFile } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

// A check that finds nothing may be looking at nothing: each test plants one defect in a copy and must see it named.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const COPIED = [
  "app",
  "components",
  "lib",
  "scripts",
  "test",
  "e2e",
  "middleware.ts",
  "instrumentation.ts",
  "next.config.ts",
  "package.json",
  "tsconfig.json",
  "knip.json",
  ".dependency-cruiser.cjs",
];
let tree = "";

beforeEach(() => {
  tree = mkdtempSync(join(realpathSync(tmpdir()), "portico-planted-"));
  for (const path of COPIED) cpSync(path, join(tree, path), { recursive: true });
  symlinkSync(resolve("node_modules"), join(tree, "node_modules"));
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

function plant(path: string, content: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), content);
}

function check(script: string, ...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [script, ...args], { cwd: tree, encoding: "utf8" }, (error, out, err) =>
      done({ code: typeof error?.code === "number" ? error.code : 0, output: out + err }),
    );
  });
}

const architecture = () => check("scripts/check-architecture.mjs");

test("imports that point up or aside, and Prisma in a page, are refused", async () => {
  appendFileSync(join(tree, "lib/errors.ts"), 'import "@/lib/entry/envelope";\n');
  appendFileSync(join(tree, "lib/sessions/store.ts"), 'import "@/lib/signin/signin.schema";\n');
  plant(
    "app/planted/page.tsx",
    'import { db } from "@/lib/db";\nimport { Prisma } from "@prisma/client";\nexport default () => [db, Prisma];\n',
  );
  const { code, output } = await architecture();
  expect(code).toBe(1);
  expect(output).toContain("lib/errors.ts → lib/entry/envelope.ts: leaves import nothing of ours but leaves");
  expect(output).toContain("lib/sessions/store.ts → lib/signin/signin.schema.ts: sessions imports of the other domains none");
  expect(output).toContain("app/planted/page.tsx → lib/db.ts: pages and handlers import of lib only doors domains and access");
  expect(output).toMatch(/app\/planted\/page\.tsx → \S+\/@prisma\/client\/\S+: only lib imports Prisma/);
});

test("an action without a check, and a secret read past lib/env.ts, are refused", async () => {
  plant("app/planted/actions.ts", '"use server";\nexport async function remove(id: string) { return id; }\n');
  plant("lib/accounts/planted.ts", "export const secret = process.env.AUTH_SECRET;\n");
  const { code, output } = await architecture();
  expect(code).toBe(1);
  expect(output).toContain("app/planted/actions.ts: the server action remove is not made by action(…).");
  expect(output).toContain("lib/accounts/planted.ts: only lib/env.ts reads process.env.");
});

test("a check that sees no module fails", async () => {
  const config = readFileSync(join(tree, ".dependency-cruiser.cjs"), "utf8");
  plant(".dependency-cruiser.cjs", config.replace('parser: "swc"', 'includeOnly: "^nowhere"'));
  const { code, output } = await architecture();
  expect(code).toBe(1);
  expect(output).toContain("dependency-cruiser looked at no module at all.");
});

test("an unused dependency and an unused file are refused", async () => {
  const manifest = JSON.parse(readFileSync(join(tree, "package.json"), "utf8"));
  plant("package.json", JSON.stringify({ ...manifest, dependencies: { ...manifest.dependencies, "left-behind": "1.0.0" } }));
  plant("lib/accounts/planted.ts", "export const nobodyImportsThis = 1;\n");
  const { code, output } = await check("node_modules/knip/bin/knip.js", "--no-config-hints");
  expect(code).toBe(1);
  expect(output).toMatch(/Unused dependencies.*left-behind/s);
  expect(output).toMatch(/Unused files.*lib\/accounts\/planted\.ts/s);
});
