import { beforeEach, describe, expect, it, vi } from "vitest";
import { pool } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { deleteExpiredLimits, peekLimit, resetLimit } from "@/lib/limits/administration";
import { BUDGETS, type BudgetName } from "@/lib/limits/budgets";
import { limit } from "@/lib/limits/limit";

let whose = "";
beforeEach(() => {
  whose = crypto.randomUUID();
});

/** How many of `count` calls at the same time went through, and what the others were told. */
async function race(name: BudgetName, count: number, options: Parameters<typeof limit>[2] = {}) {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, () => limit(name, whose, options)));
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  return { passed: count - errors.length, errors };
}

const spent = async (name: BudgetName) => (await peekLimit(name, whose)).map((window) => window.spent);

/** Lets the windows of this file's budgets end now, as time would. */
const endWindows = (seconds: number) =>
  pool.query("UPDATE rate_limits SET expire = $1 WHERE key LIKE '%/' || $2 || ':%'", [Date.now() - 1, seconds]);

describe("a budget", () => {
  it("lets exactly its points through when a hundred calls come at once", async () => {
    const { passed, errors } = await race("signin.device", 100);
    expect(passed).toBe(BUDGETS["signin.device"][0].points);
    for (const error of errors) {
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ type: "RATE_LIMITED", status: 429 });
      expect(error.retryAfterSeconds).toBeGreaterThan(0);
      expect(error.retryAfterSeconds).toBeLessThanOrEqual(60);
    }
  });

  it("is spent by each key alone", async () => {
    await race("signin.device", 10);
    whose = crypto.randomUUID();
    await expect(limit("signin.device", whose)).resolves.toBeDefined();
  });

  it("is spent by each name alone", async () => {
    await race("signin.device", 10);
    await expect(limit("password.prove", whose)).resolves.toBeDefined();
  });

  it("does not use up its long window on what the short one refused", async () => {
    await race("signin.device", 40);
    expect(await spent("signin.device")).toEqual([expect.any(Number), 5]);
  });

  it("is refused by its long window when the short ones were each kept to", async () => {
    const [short, long] = BUDGETS["signin.device"];
    let passed = 0;
    for (let round = 0; round <= long.points / short.points; round += 1) {
      passed += (await race("signin.device", short.points)).passed;
      await endWindows(short.seconds);
    }
    expect(passed).toBe(long.points);
    const refusal = await limit("signin.device", whose).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ type: "RATE_LIMITED" });
    expect(refusal instanceof AppError && refusal.retryAfterSeconds).toBeGreaterThan(60);
  });

  it("counts all addresses of an IPv6 network as one", async () => {
    const calls = Array.from({ length: 40 }, (_, at) => limit("signin.ip", `2001:db8:0:7::${at.toString(16)}`));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(BUDGETS["signin.ip"][0].points);
  });

  it("survives a restart of the program", async () => {
    await race("signin.device", 10);
    vi.resetModules();
    for (const name of ["limiters", "limit-refusals"]) Reflect.deleteProperty(globalThis, Symbol.for(`portico.${name}`));
    const restarted = await import("@/lib/limits/limit");
    await expect(restarted.limit("signin.device", whose)).rejects.toMatchObject({ type: "RATE_LIMITED" });
  });
});

describe("a refund", () => {
  it("gives one point back in every window", async () => {
    const first = await limit("signin.device", whose);
    await limit("signin.device", whose);
    await first.refund();
    expect(await spent("signin.device")).toEqual([1, 1]);
  });

  it("leaves no credit when the window has ended meanwhile", async () => {
    const old = await limit("verification.confirm.address", whose);
    await endWindows(BUDGETS["verification.confirm.address"][0].seconds);
    await old.refund();
    const { passed } = await race("verification.confirm.address", 40);
    expect(passed).toBe(BUDGETS["verification.confirm.address"][0].points);
  });

  it("does not throw when the counters are lost", async () => {
    const attempt = await limit("signin.device", whose);
    const query = vi.spyOn(pool, "query").mockRejectedValue(new Error("connection lost"));
    await expect(attempt.refund()).resolves.toBeUndefined();
    query.mockRestore();
  });
});

describe("lost counters", () => {
  it("are never a free pass", async () => {
    const query = vi.spyOn(pool, "query").mockRejectedValue(new Error("connection lost"));
    await expect(limit("signin.device", whose)).rejects.toMatchObject({ type: "UNAVAILABLE", retryAfterSeconds: 5 });
    query.mockRestore();
  });
});

describe("an overdrawn budget", () => {
  it("raises its alarm once, however many calls come at once", async () => {
    const alarm = vi.fn(async () => undefined);
    await race("signin.ip", 100, { onFirstExceeded: alarm });
    await race("signin.ip", 20, { onFirstExceeded: alarm });
    expect(alarm).toHaveBeenCalledTimes(1);
  });

  it("is refused all the same when the alarm fails", async () => {
    const { errors } = await race("reset.request.address", 3, { onFirstExceeded: () => Promise.reject(new Error("no audit")) });
    expect(errors).toEqual([expect.objectContaining({ type: "RATE_LIMITED" })]);
  });

  it("is refused from memory, so that a flood costs the database nothing", async () => {
    await race("signin.device", 10);
    const query = vi.spyOn(pool, "query");
    const { passed } = await race("signin.device", 1_000);
    expect(passed).toBe(0);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
  });

  it("is whole again after a reset", async () => {
    await race("signin.device", 10);
    await resetLimit("signin.device", whose);
    expect(await spent("signin.device")).toEqual([0, 0]);
    await expect(limit("signin.device", whose)).resolves.toBeDefined();
  });
});

describe("the table", () => {
  it("holds neither the address nor its plain hash", async () => {
    const email = "jane.doe@example.com";
    await limit("reset.request.address", email);
    const { rows } = await pool.query<{ key: string }>("SELECT key FROM rate_limits");
    const { sha256 } = await import("@/lib/crypto");
    const text = rows.map(({ key }) => key).join("\n");
    expect(text).toContain("reset.request.address/");
    expect(text).not.toContain("jane");
    expect(text).not.toContain(sha256(email).slice(0, 32));
  });

  it("loses what has run out, in batches, and keeps what still counts", async () => {
    await pool.query("DELETE FROM rate_limits");
    for (let key = 0; key < 3; key += 1) await limit("verification.confirm.address", `${whose}${key}`);
    await endWindows(BUDGETS["verification.confirm.address"][0].seconds);
    await limit("verification.confirm.address", whose);
    expect([await deleteExpiredLimits(2), await deleteExpiredLimits(2), await deleteExpiredLimits(2)]).toEqual([2, 1, 0]);
    expect(await spent("verification.confirm.address")).toEqual([1]);
  });

  it("names the short window of every budget first", () => {
    for (const windows of Object.values(BUDGETS)) {
      const seconds = windows.map((window) => window.seconds);
      expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    }
  });
});
