import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pool } from "@/lib/db";
import { databaseHealth, liveness, overallHealth, readiness } from "@/lib/entry/health/handlers";
import { lifecycle } from "@/lib/entry/lifecycle";
import type { RouteHandler } from "@/lib/entry/route";
import { env } from "@/lib/env";

const REQUEST_ID = "6f9a1f3e-7f0c-4a6b-9a53-9f0f6c1f4d11";

async function ask(handler: RouteHandler, headers: Record<string, string> = {}) {
  const request = new Request("http://localhost:3000/api/health", { headers: { "x-request-id": REQUEST_ID, ...headers } });
  const answer = await handler(request, { params: Promise.resolve({}) });
  return { status: answer.status, retryAfter: answer.headers.get("retry-after"), body: await answer.json() };
}

/** An answer is remembered for half a second: each test begins later than that. */
let now = Date.now();
beforeEach(() => {
  now += 60_000;
  vi.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
  lifecycle.phase = "starting";
  Object.assign(env, { METRICS_TOKEN: undefined });
});

const databaseGone = () =>
  vi.spyOn(pool, "query").mockImplementation(() => {
    throw Object.assign(new Error("connect ECONNREFUSED 10.1.2.3:5432"), { code: "ECONNREFUSED" });
  });

describe("while everything works", () => {
  it("live, ready and database say so in the envelope", async () => {
    const answers = await Promise.all([liveness, readiness, databaseHealth].map((handler) => ask(handler)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ body }) => [body.success, body.request_id])).toEqual(Array(3).fill([true, REQUEST_ID]));
    expect(answers[2]?.body.data).toMatchObject({ status: "ok", latency_ms: expect.any(Number) });
  });

  it("health names version, uptime in seconds and every part", async () => {
    const { body } = await ask(overallHealth);
    expect(body.data).toMatchObject({
      status: "ok",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      uptime: expect.any(Number),
      checks: { database: { status: "ok" }, queue: { status: "ok" }, mail: { status: "ok" }, hashing: { status: "ok" } },
    });
  });

  it("a flood of questions asks the database once", async () => {
    const query = vi.spyOn(pool, "query");
    await Promise.all(Array.from({ length: 50 }, () => ask(databaseHealth)));
    expect(query).toHaveBeenCalledTimes(1);
  });
});

describe("while the database is away", () => {
  it("live stays 200; ready, database and health are 503 with Retry-After", async () => {
    databaseGone();
    const answers = await Promise.all([liveness, readiness, databaseHealth, overallHealth].map((handler) => ask(handler)));
    expect(answers.map(({ status }) => status)).toEqual([200, 503, 503, 503]);
    expect(answers.slice(1).every(({ retryAfter, body }) => Number(retryAfter) > 0 && body.error.type === "UNAVAILABLE")).toBe(true);
  });

  it("nobody is told where it was", async () => {
    databaseGone();
    expect(JSON.stringify((await ask(overallHealth)).body)).not.toMatch(/10\.1\.2\.3|ECONNREFUSED|5432/);
  });

  it("ready again as soon as it is back", async () => {
    const gone = databaseGone();
    expect((await ask(readiness)).status).toBe(503);
    gone.mockRestore();
    now += 1_000;
    expect((await ask(readiness)).status).toBe(200);
  });
});

describe("a stopping server", () => {
  it("is not ready, and still live", async () => {
    lifecycle.phase = "draining";
    const [ready, live] = await Promise.all([ask(readiness), ask(liveness)]);
    expect([ready.status, ready.body.error.details.status, live.status]).toEqual([503, "stopping", 200]);
  });
});

describe("what only operators see", () => {
  it.each<Record<string, string>>([
    {},
    { authorization: "Bearer " },
    { authorization: "Bearer undefined" },
    { authorization: "Bearer wrong" },
  ])("stays hidden from %o", async (headers) => {
    Object.assign(env, { METRICS_TOKEN: "right" });
    expect((await ask(overallHealth, headers)).body.data.runtime).toBeUndefined();
  });

  it("stays hidden from everybody while no METRICS_TOKEN is set", async () => {
    expect((await ask(overallHealth, { authorization: "Bearer undefined" })).body.data.runtime).toBeUndefined();
  });

  it("is shown for METRICS_TOKEN", async () => {
    Object.assign(env, { METRICS_TOKEN: "right" });
    const { body } = await ask(overallHealth, { authorization: "Bearer right" });
    expect(body.data.runtime).toMatchObject({
      event_loop_delay_ms: { p99: expect.any(Number) },
      memory_bytes: { rss: expect.any(Number) },
      database_pool: { waiting: 0 },
      hash_queue: { waiting: 0 },
    });
  });
});
