import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processIdentity } from "./process-identity.mjs";
import { tryLock } from "./process-lock.mjs";

const run = promisify(execFile);
let folder = "";
let path = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-lock-"));
  path = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isHeld = () => tryLock(path).held;

/** Runs a script in several processes at the same moment. */
async function atOnce(count: number, script: string): Promise<string[]> {
  const runs = Array.from({ length: count }, () => run(process.execPath, ["--input-type=module", "-e", script], { cwd: folder }));
  return (await Promise.all(runs)).map(({ stdout }) => stdout);
}

const moduleUrl = (file: string) => JSON.stringify(new URL(`file://${resolve(file)}`).href);

test("a lock whose holder runs is refused, with what the holder said about itself", () => {
  tryLock(path, { url: "http://localhost:3000" });
  expect(tryLock(path)).toMatchObject({ held: false, holder: { pid: process.pid, url: "http://localhost:3000" } });
});

test("a released lock can be taken again and leaves nothing behind", () => {
  const first = tryLock(path);
  if (first.held) first.release();
  expect(readdirSync(folder)).toEqual([]);
  expect(isHeld()).toBe(true);
});

test.each([
  ["its process is gone", JSON.stringify({ pid: 2 ** 30, identity: "boot:1:1" })],
  [
    "its process number belongs to another process by now",
    JSON.stringify({ pid: process.pid, identity: `${processIdentity(process.pid)}0` }),
  ],
  ["its file was cut short", '{"pid":'],
])("a lock is taken over when %s", (_reason, content) => {
  writeFileSync(path, content);
  expect(isHeld()).toBe(true);
});

test("processes that contend for a lock take turns", async () => {
  writeFileSync(join(folder, "count"), "0");
  await atOnce(
    6,
    `import { readFileSync, writeFileSync } from "node:fs";
     import { lock } from ${moduleUrl("scripts/launch/process-lock.mjs")};
     for (let turn = 0; turn < 5; turn++) {
       const mine = await lock("lock");
       writeFileSync("count", String(Number(readFileSync("count", "utf8")) + 1));
       mine.release();
     }`,
  );
  expect(readFileSync(join(folder, "count"), "utf8")).toBe("30");
});

test("starts at the same moment on a new folder get the same secrets", async () => {
  const answers = await atOnce(
    6,
    `import { ensureSecrets } from ${moduleUrl("scripts/portal/secrets.mjs")};
     delete process.env.AUTH_SECRET;
     delete process.env.ENCRYPTION_KEY;
     process.stdout.write(JSON.stringify(ensureSecrets(".")));`,
  );
  expect(new Set(answers).size).toBe(1);
  expect(Object.keys(JSON.parse(answers[0] ?? "{}"))).toEqual(["AUTH_SECRET", "ENCRYPTION_KEY"]);
});
