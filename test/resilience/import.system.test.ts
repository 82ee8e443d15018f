import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { finished } from "node:stream/promises";
import { afterAll, expect, test, vi } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { until, verifyTrail } from "./bystander";

// Each test starts and kills real programs; how long that takes is the machine's business.
vi.setConfig({ testTimeout: 240_000 });

const folder = mkdtempSync(path.join(tmpdir(), "portico-import-"));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** Starts `portico user import` as the launcher does, on the test file's database. */
function startImport(file: string, { options = [], flags = [] }: { options?: string[]; flags?: string[] } = {}) {
  const child = spawn(process.execPath, [...flags, "dist/cli.mjs", "user", "import", file, "--json", ...options], {
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: env.DATABASE_URL },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const written: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => written.push(text));
  const ended = once(child, "close").then(([code]) => {
    running.delete(child);
    const text = written.join("");
    return { code, data: text ? JSON.parse(text) : null };
  });
  return { child, ended };
}

async function writeRows(name: string, count: number, row: (at: number) => object): Promise<string> {
  const file = path.join(folder, name);
  const stream = createWriteStream(file);
  for (let at = 0; at < count; at += 1) {
    if (!stream.write(`${JSON.stringify(row(at))}\n`)) await once(stream, "drain");
  }
  stream.end();
  await finished(stream);
  return file;
}

const rowsDone = async () => (await db.userImport.findFirst({ select: { rows: true } }))?.rows ?? 0;

test("an import that is killed, interrupted and gone on with makes each account once, and one whole report", async () => {
  const ROWS = 12_000;
  const isBroken = (at: number) => at % 997 === 0;
  const file = await writeRows("many.jsonl", ROWS, (at) => ({
    email: isBroken(at) ? "?" : `p${at}@many.example`,
    username: `person${at}`,
  }));
  const report = path.join(folder, "report.jsonl");
  const options = ["--report", report];

  const killed = startImport(file, { options });
  await until("some batches are in", async () => (await rowsDone()) >= 3_000, 120_000);
  killed.child.kill("SIGKILL");
  await killed.ended;
  const afterKill = await rowsDone();
  expect(afterKill % 1_000).toBe(0);
  expect(await db.user.count()).toBe(afterKill - Math.ceil(afterKill / 997));

  const interrupted = startImport(file, { options });
  await until("some more are in", async () => (await rowsDone()) >= afterKill + 2_000, 120_000);
  interrupted.child.kill("SIGINT");
  const { code, data } = await interrupted.ended;
  expect({ code, data }).toMatchObject({ code: 1, data: { status: "interrupted", resumed_from: afterKill } });
  expect(await rowsDone()).toBe(data.rows);

  const last = await startImport(file, { options }).ended;
  const broken = Array.from({ length: ROWS }, (_, at) => at).filter(isBroken);
  expect(last).toMatchObject({
    code: 1,
    data: { status: "complete", resumed_from: data.rows, rows: ROWS, known: 0, refused: broken.length },
  });
  expect(await db.user.count()).toBe(ROWS - broken.length);
  expect(last.data.imported).toBe(ROWS - broken.length);
  const lines = readFileSync(report, "utf8").trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).line)).toEqual(broken.map((at) => at + 1));
  expect(await db.userImport.count()).toBe(0);
  expect(await verifyTrail(env.DATABASE_URL)).toMatchObject({ ok: true, findings: [] });
});

test("a file much larger than the memory that an import may use is read to its end", async () => {
  const settings = { text: "twelve thousand letters ".repeat(500) };
  const file = await writeRows("large.jsonl", 12_000, (at) => ({ email: `p${at}@large.example`, settings }));
  const done = await startImport(file, { options: ["--dry-run"], flags: ["--max-old-space-size=128"] }).ended;
  expect(done).toMatchObject({ code: 0, data: { status: "complete", rows: 12_000, imported: 12_000 } });
});
