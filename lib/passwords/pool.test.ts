import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { BroadcastChannel } from "node:worker_threads";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { type PoolOptions, WorkerPool } from "@/lib/passwords/pool";
import type { HashJob } from "@/lib/passwords/pool-jobs";

vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(path.join(tmpdir(), "pool-test-"));
const file = path.join(folder, "worker.mjs");

// Answers with the key; "hold" waits for the gate, "die" ends the thread, "die once" only the first time.
writeFileSync(
  file,
  `import { existsSync, writeFileSync } from "node:fs";
   import { BroadcastChannel, parentPort } from "node:worker_threads";
   const gate = new BroadcastChannel(${JSON.stringify(folder)});
   gate.unref();
   let held = null;
   gate.onmessage = () => { if (held) { const key = held; held = null; parentPort.postMessage({ value: key }); } };
   parentPort.on("message", ({ key }) => {
     if (key === "hold") { held = key; return; }
     if (key === "fail") { parentPort.postMessage({ error: "no salt" }); return; }
     if (key === "nonsense") { parentPort.postMessage("?"); return; }
     if (key === "throw") throw new Error("lost");
     if (key === "die") process.exit(1);
     if (key.startsWith("/") && !existsSync(key)) { writeFileSync(key, ""); process.exit(1); }
     parentPort.postMessage({ value: key });
   });`,
);

const job = (key: string): HashJob => ({ kind: "bcrypt", key, salt: "" });
const pools: WorkerPool[] = [];

function makePool(options: Partial<PoolOptions> = {}): WorkerPool {
  const pool = new WorkerPool({
    file,
    size: 1,
    maxWaitMs: 10_000,
    maxQueued: 10,
    firstEstimateMs: 1,
    ahead: () => 0,
    threadPriority: "usual",
    ...options,
  });
  pools.push(pool);
  return pool;
}

const gate = new BroadcastChannel(folder);

/** Opens the gate again and again until the work is done: a thread that still starts would miss one call. */
async function openUntil<T>(work: Promise<T>): Promise<T> {
  const timer = setInterval(() => gate.postMessage("open"), 5);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});
afterAll(() => {
  gate.close();
  rmSync(folder, { recursive: true });
});

describe("the queue", () => {
  it("takes known work before normal work, each in the order it came", async () => {
    const pool = makePool();
    const done: string[] = [];
    const run = (key: string, priority: "known" | "normal") => pool.run(job(key), priority).then(() => done.push(key));
    const all = [run("hold", "normal"), run("n1", "normal"), run("n2", "normal"), run("k1", "known"), run("k2", "known")];
    await openUntil(Promise.all(all));
    expect(done).toEqual(["hold", "k1", "k2", "n1", "n2"]);
  });

  it("refuses at once, with a time to come back, what would wait too long; known work is still taken", async () => {
    const pool = makePool({ firstEstimateMs: 4000 });
    const taken = ["hold", "a", "b"].map((key) => pool.run(job(key)));
    await expect(pool.run(job("c"))).rejects.toMatchObject({ type: "UNAVAILABLE", retryAfterSeconds: 12 });
    const known = pool.run(job("d"), "known");
    expect(pool.statistics()).toMatchObject({ busy: 1, queuedNormal: 2, queuedKnown: 1, refused: 1 });
    expect(await openUntil(Promise.all([...taken, known]))).toEqual(["hold", "a", "b", "d"]);
  });

  it("refuses what comes behind too many others", async () => {
    const pool = makePool({ maxQueued: 2 });
    const taken = ["hold", "a", "b"].map((key) => pool.run(job(key)));
    await expect(pool.run(job("c"))).rejects.toMatchObject({ type: "UNAVAILABLE", retryAfterSeconds: 1 });
    await openUntil(Promise.all(taken));
    expect(await pool.run(job("d"))).toBe("d");
  });

  it("uses every thread, and no more", async () => {
    const pool = makePool({ size: 2 });
    const held = [pool.run(job("hold")), pool.run(job("hold")), pool.run(job("hold"))];
    expect(pool.statistics()).toMatchObject({ threads: 2, busy: 2, queuedNormal: 1 });
    await openUntil(Promise.all(held));
    expect(pool.statistics()).toMatchObject({ threads: 2, busy: 0, queuedNormal: 0, completed: 3 });
  });
});

describe("a thread that takes a job ahead", () => {
  it("does its jobs in order, and the one handed over counts as waiting until it is begun", async () => {
    const pool = makePool({ ahead: () => 1 });
    const done: string[] = [];
    const all = ["hold", "a", "b"].map((key) => pool.run(job(key)).then(() => done.push(key)));
    expect(pool.statistics()).toMatchObject({ threads: 1, busy: 1, queuedNormal: 2 });
    await openUntil(Promise.all(all));
    expect(done).toEqual(["hold", "a", "b"]);
    expect(pool.statistics()).toMatchObject({ busy: 0, queuedNormal: 0, completed: 3 });
  });

  it("is given one only when every thread has work", async () => {
    const pool = makePool({ size: 2, ahead: () => 1 });
    const all = ["hold", "hold", "a", "b", "c"].map((key) => pool.run(job(key)));
    expect(pool.statistics()).toMatchObject({ threads: 2, busy: 2, queuedNormal: 3 });
    await openUntil(Promise.all(all));
  });

  it("and dies loses none of them, and blames only the one it was doing", async () => {
    const pool = makePool({ ahead: () => 1 });
    const lost = pool.run(job("die"));
    const next = pool.run(job("next"));
    await expect(lost).rejects.toMatchObject({ type: "UNAVAILABLE" });
    expect(await next).toBe("next");
    expect(pool.statistics().crashes).toBe(2);
  });
});

describe("a thread", () => {
  it("that dies is replaced, and its job is done by another", async () => {
    const pool = makePool();
    const marker = path.join(folder, "died");
    const [first, second] = await Promise.all([pool.run(job(marker)), pool.run(job("after"))]);
    expect([first, second]).toEqual([marker, "after"]);
    expect(existsSync(marker)).toBe(true);
    expect(pool.statistics()).toMatchObject({ crashes: 1, threads: 1, busy: 0 });
  });

  it.each(["die", "throw"])("that dies twice over one job (%s) takes only that job with it", async (key) => {
    const pool = makePool();
    const lost = pool.run(job(key));
    const next = pool.run(job("next"));
    await expect(lost).rejects.toMatchObject({ type: "UNAVAILABLE" });
    expect(await next).toBe("next");
    expect(pool.statistics().crashes).toBe(2);
  });

  it("whose file is missing fails the job rather than the process", async () => {
    const pool = makePool({ file: path.join(folder, "missing.mjs") });
    await expect(pool.run(job("a"))).rejects.toMatchObject({ type: "UNAVAILABLE" });
  });

  it("that cannot do a job, or answers nonsense, says so and goes on", async () => {
    const pool = makePool();
    await expect(pool.run(job("fail"))).rejects.toThrow("no salt");
    await expect(pool.run(job("nonsense"))).rejects.toThrow();
    expect(await pool.run(job("a"))).toBe("a");
  });
});

describe("a closed pool", () => {
  it("refuses what waits, what runs and what comes", async () => {
    const pool = makePool();
    const running = expect(pool.run(job("hold"))).rejects.toMatchObject({ type: "UNAVAILABLE" });
    const waiting = expect(pool.run(job("a"))).rejects.toMatchObject({ type: "UNAVAILABLE" });
    await pool.close();
    await Promise.all([running, waiting]);
    await expect(pool.run(job("b"))).rejects.toMatchObject({ type: "UNAVAILABLE" });
    expect(pool.statistics()).toMatchObject({ threads: 0, busy: 0 });
  });
});
