import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startRedis } from "@/test/redis-server";

const server = await startRedis();
process.env.REDIS_URL = server.url;

const { pool } = await import("@/lib/db");
const { redis } = await import("@/lib/redis");
const { limit } = await import("@/lib/limits/limit");
const { BUDGETS } = await import("@/lib/limits/budgets");
const { peekLimit, resetLimit } = await import("@/lib/limits/administration");
const { forgetCachedSessions, hearForgottenSessions, recallSession, rememberSession, cacheGeneration } = await import(
  "@/lib/sessions/session-cache"
);
const { checkRedis } = await import("@/lib/entry/cli/doctor/work");

/** Longer than Redis may take to be used again. */
const BACK_MS = 10_000;

const [short] = BUDGETS["signin.device"];

let whose = "";
beforeEach(async () => {
  whose = crypto.randomUUID();
  expect(await redis?.answers()).toBe(true);
});
afterAll(() => redis?.close());

async function race(count: number) {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, () => limit("signin.device", whose)));
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.type] : []));
  return { passed: count - errors.length, errors: [...new Set(errors)] };
}

const rows = async () => Number((await pool.query("SELECT count(*) FROM rate_limits")).rows[0]?.count);
const isBack = () => vi.waitFor(() => expect(redis?.isReady).toBe(true), { timeout: BACK_MS, interval: 50 });

describe("a budget in Redis", () => {
  it("lets exactly its points through when a hundred calls come at once, and the database hears nothing of it", async () => {
    const query = vi.spyOn(pool, "query");
    expect(await race(100)).toEqual({ passed: short.points, errors: ["RATE_LIMITED"] });
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
    expect(await rows()).toBe(0);
  });

  it("does not use up its long window on what the short one refused", async () => {
    await race(40);
    expect((await peekLimit("signin.device", whose)).map(({ spent }) => spent)).toEqual([expect.any(Number), short.points]);
  });

  it("gets its points back, and no credit", async () => {
    const first = await limit("signin.device", whose);
    const second = await limit("signin.device", whose);
    await first.refund();
    expect((await peekLimit("signin.device", whose)).map(({ spent }) => spent)).toEqual([1, 1]);
    await resetLimit("signin.device", whose);
    await second.refund();
    expect((await peekLimit("signin.device", whose)).map(({ spent }) => spent)).toEqual([0, 0]);
    expect((await race(20)).passed).toBe(short.points);
  });

  it("ends with its window", async () => {
    await race(1);
    const [minute, hour] = await peekLimit("signin.device", whose);
    expect(minute?.secondsLeft).toBeGreaterThan(50);
    expect(minute?.secondsLeft).toBeLessThanOrEqual(60);
    expect(hour?.secondsLeft).toBeGreaterThan(3500);
  });

  it("holds no address", async () => {
    await limit("reset.request.address", "jane@example.com");
    const keys = await redis?.eval("return redis.call('keys', '*')", { keys: [], arguments: [] });
    expect(JSON.stringify(keys)).toContain("portico:reset.request.address/");
    expect(JSON.stringify(keys)).not.toContain("jane");
  });
});

describe("without Redis", () => {
  it("the budget is as tight, counted in PostgreSQL, and Redis counts again when it is back", async () => {
    await server.kill();
    expect(await race(50)).toEqual({ passed: short.points, errors: ["RATE_LIMITED"] });
    expect(await rows()).toBeGreaterThan(0);
    expect(await checkRedis()).toMatchObject({ status: "warning" });
    await server.start();
    await isBack();
    whose = crypto.randomUUID();
    expect((await race(50)).passed).toBe(short.points);
    expect(await redis?.eval("return #redis.call('keys', '*')", { keys: [], arguments: [] })).toBeGreaterThan(0);
    expect(await checkRedis()).toMatchObject({ status: "ok" });
  });

  it("that hangs and says nothing, nobody waits long, and nobody gets in free", async () => {
    server.freeze();
    const began = Date.now();
    expect(await race(50)).toEqual({ passed: short.points, errors: ["RATE_LIMITED"] });
    expect(Date.now() - began).toBeLessThan(5_000);
    server.thaw();
    await isBack();
  });

  it("a point taken in PostgreSQL is given back there", async () => {
    await pool.query("DELETE FROM rate_limits");
    await server.kill();
    const spent = await limit("signin.device", whose);
    await server.start();
    await isBack();
    await spent.refund();
    const { rows: left } = await pool.query("SELECT points FROM rate_limits");
    expect(left.map(({ points }) => points)).toEqual([0, 0]);
  });

  it("and without PostgreSQL, nobody passes", async () => {
    await server.kill();
    const query = vi.spyOn(pool, "query").mockRejectedValue(new Error("connection lost"));
    await expect(limit("signin.device", whose)).rejects.toMatchObject({ type: "UNAVAILABLE" });
    query.mockRestore();
    await server.start();
    await isBack();
  });

  it("a reset says that it could not reach everything", async () => {
    await server.kill();
    await expect(resetLimit("signin.device", whose)).rejects.toThrow("Redis cannot be reached");
    await server.start();
    await isBack();
  });
});

it("a session that another instance ended is forgotten as soon as it says so", async () => {
  const [now, userId] = [new Date(), crypto.randomUUID()];
  const session = {
    ...{ id: "s", userId, expires: new Date(Date.now() + 60_000), absoluteExpiresAt: now, idleSeconds: 1, rememberMe: false },
    ...{
      authTime: now,
      freshness: { carriedUntil: null, hasSecondFactor: false },
      amr: [],
      createdAt: now,
      lastSeenAt: now,
      organizationId: null,
      impersonator: null,
    },
    user: {
      hasMemberships: false,
      email: "a@b.c",
      emailVerified: null,
      username: null,
      name: null,
      image: null,
      role: "user",
      locale: "en",
      timeZone: "UTC",
    },
  } as const;
  const other = crypto.randomUUID();
  hearForgottenSessions();
  await vi.waitFor(() => {
    rememberSession("mine", { ...session, amr: [], provider: null }, cacheGeneration());
    rememberSession("other", { ...session, amr: [], provider: null, userId: other }, cacheGeneration());
    // Another instance says it over a connection of its own.
    redis?.announce("portico:sessions-changed", userId);
    return vi.waitFor(() => expect(recallSession("mine")).toBeNull(), { timeout: 200, interval: 5 });
  });
  expect(recallSession("other")).not.toBeNull();
  forgetCachedSessions(other);
  expect(recallSession("other")).toBeNull();
});
