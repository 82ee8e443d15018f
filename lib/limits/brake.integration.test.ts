import { beforeEach, describe, expect, it, vi } from "vitest";
import { pool } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { brake, lookAtBrake, releaseBrake } from "@/lib/limits/brake";
import { BRAKES } from "@/lib/limits/brakes";
import { LimitReport, reportedIn } from "@/lib/limits/report";

const NAME = "signin.account";
const { free, firstSeconds, mostSeconds, forgetSeconds } = BRAKES[NAME];

let whose = "";
beforeEach(() => {
  whose = crypto.randomUUID();
});

/** Lets so many seconds pass, for every brake of this file. */
async function pass(seconds: number): Promise<void> {
  await pool.query("UPDATE rate_limits SET expire = expire - $1, blocked_until = blocked_until - $1 WHERE key LIKE '%/brake:%'", [
    seconds * 1000,
  ]);
  forgetRefusals();
}

/** As another process would be, which has refused nothing yet. */
const forgetRefusals = () => vi.setSystemTime(Date.now() + 6_000);

async function race(count: number): Promise<{ passed: number; waits: number[] }> {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, () => brake(NAME, whose)));
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(errors.every((error) => error instanceof AppError && error.type === "RATE_LIMITED")).toBe(true);
  return { passed: count - errors.length, waits: errors.map((error) => error.retryAfterSeconds) };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  return () => vi.useRealTimers();
});

describe("a brake", () => {
  it("lets exactly its free failures through when a hundred attempts come at once, and then makes wait", async () => {
    const { passed, waits } = await race(100);
    expect(passed).toBe(free);
    for (const wait of waits) expect([firstSeconds - 1, firstSeconds]).toContain(wait);
  });

  it("doubles the wait with each failure up to its most, and takes one attempt after each", async () => {
    await race(free);
    const waits: number[] = [];
    for (let failure = 0; failure < 12; failure += 1) {
      const { waits: told } = await race(1);
      waits.push(told[0] ?? 0);
      await pass(told[0] ?? 0);
      expect((await race(10)).passed).toBe(1);
    }
    // A second may have begun in between, and what was forgotten meanwhile never makes up for a doubling.
    expect(waits.slice(0, 7).map((wait) => Math.round(Math.log2(wait / firstSeconds)))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(mostSeconds);
    expect(waits.at(-1)).toBeGreaterThan(mostSeconds / 2);
  });

  it("forgets one failure after the other, and in the end all", async () => {
    await race(free + 10);
    expect((await lookAtBrake(NAME, whose)).failures).toBe(free);
    await pass(2 * forgetSeconds);
    expect((await lookAtBrake(NAME, whose)).failures).toBe(free - 2);
    expect((await race(10)).passed).toBe(2);
    await pass(free * forgetSeconds);
    expect((await race(10)).passed).toBe(free);
  });

  it("does not count what it refuses", async () => {
    await race(200);
    forgetRefusals();
    await race(200);
    expect((await lookAtBrake(NAME, whose)).failures).toBe(free);
  });

  it("gives back an attempt that was none, and keeps the failures before it", async () => {
    await race(free - 1);
    const last = await brake(NAME, whose);
    await last.refund();
    expect(await lookAtBrake(NAME, whose)).toMatchObject({ failures: free - 1, waitMs: 0 });
    expect((await race(10)).passed).toBe(1);
  });

  it("is passed by what was paid for, which counts", async () => {
    await race(free + 1);
    await brake(NAME, whose, "paid");
    const state = await lookAtBrake(NAME, whose);
    expect(state.failures).toBe(free + 1);
    expect(state.waitMs).toBeGreaterThan(firstSeconds * 1000);
  });

  it("refuses from memory, so that a flood costs the database nothing, and is loose after a release", async () => {
    await race(free + 1);
    const query = vi.spyOn(pool, "query");
    expect((await race(1_000)).passed).toBe(0);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
    await releaseBrake(NAME, whose);
    expect((await race(10)).passed).toBe(free);
  });

  it("is one for a network, and says in the answer's fields how it stands", async () => {
    const report = new LimitReport();
    await reportedIn(report, async () => {
      for (let at = 0; at < 3; at += 1) await brake("signin.network", `198.51.100.${at}`);
    });
    const { points } = { points: BRAKES["signin.network"].free };
    expect(report.headers()).toMatchObject({ "ratelimit-limit": String(points), "ratelimit-remaining": String(points - 3) });
  });

  it("is never a free pass when the counters are lost", async () => {
    const query = vi.spyOn(pool, "query").mockRejectedValue(new Error("connection lost"));
    await expect(brake(NAME, whose)).rejects.toMatchObject({ type: "UNAVAILABLE" });
    query.mockRestore();
  });
});
