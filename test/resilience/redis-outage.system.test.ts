import { expect, test, vi } from "vitest";
import { startRedis } from "../redis-server";
import type { Answer } from "../system/client";
import { addPerson, newAddress, openSession, whoami } from "../system/people";
import { type Portal, startPortal } from "../system/portal";
import { stopwatch, until } from "./bystander";

vi.setConfig({ testTimeout: 120_000 });

const redis = await startRedis();
const env = { RATE_LIMITS: "on", TRUSTED_PROXIES: "loopback", REDIS_URL: redis.url };
const [one, two] = await Promise.all([startPortal({ env }), startPortal({ env })]);

let networks = 0;
const guess = (at: Portal, email: string): Promise<Answer> => {
  networks += 1;
  const headers = { "x-forwarded-for": `198.18.${networks >> 8}.${networks & 255}` };
  return at.request("/api/v1/auth/login", { json: { email, password: "guess" }, headers });
};

/** Fifty guesses at once at one account, on both instances. */
async function judged(): Promise<number> {
  const email = newAddress();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => guess(at % 2 ? one : two, email)));
  expect(answers.filter(({ status }) => status !== 401 && status !== 429)).toEqual([]);
  return answers.filter(({ status }) => status === 401).length;
}

const readiness = async (at: Portal) => {
  const { status, body } = await at.request("/api/health/ready");
  return [status, body.data?.status];
};

/** Ends a session on one instance and says how long the other still took it, in milliseconds. */
async function revokedAfter(): Promise<number> {
  const person = await addPerson();
  const [here, there] = [await openSession(one, person), await openSession(two, person)];
  expect(await whoami(there)).toBe(200);
  expect((await here.request("/api/v1/auth/sessions", { method: "DELETE", json: {} })).status).toBe(200);
  const since = performance.now();
  await until("the other instance noticed", async () => (await whoami(there)) === 401, 5_000);
  return performance.now() - since;
}

test("Redis away: limits hold on all instances, revocations arrive within a second, readiness says so, and it is back within ten", async () => {
  expect(await readiness(one)).toEqual([200, "ready"]);
  expect(await judged()).toBe(5);
  expect(await revokedAfter()).toBeLessThan(1_000);

  for (const [leave, comeBack] of [
    [redis.kill, redis.start],
    [async () => redis.freeze(), async () => redis.thaw()],
  ] as const) {
    await leave();
    expect(await judged()).toBe(5);
    for (const portal of [one, two]) {
      await until("readiness noticed", async () => (await readiness(portal))[1] === "degraded", 10_000);
      expect((await portal.request("/api/health")).body.data).toMatchObject({
        status: "degraded",
        checks: { redis: { status: "degraded" } },
      });
    }
    expect(await revokedAfter()).toBeLessThan(1_000);
    await comeBack();
    const since = stopwatch();
    for (const portal of [one, two]) await until("Redis is used again", async () => (await readiness(portal))[1] === "ready", 10_000);
    since("Redis in use again, it being back,");
    expect(await judged()).toBe(5);
  }
  expect(one.logs()).toContain("Redis is away");
  expect(one.logs()).toContain("Redis is back");
  expect(one.logs()).not.toContain('"level":60');
});
