import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";

// The one thing replaced: who the cookie belongs to. Everything else of the door is real.
const { findSession } = vi.hoisted(() => ({ findSession: vi.fn() }));
vi.mock("@/lib/sessions/store", () => ({ findSession }));
// And the counters, which are a database's.
const { limit } = vi.hoisted(() => ({ limit: vi.fn() }));
vi.mock("@/lib/limits/limit", () => ({ limit }));

const { endpoint, route } = await import("@/lib/entry/route");
const { env } = await import("@/lib/env");
const { SESSION_COOKIE } = await import("@/lib/entry/cookie-names");
const { conflict, rateLimited } = await import("@/lib/errors");
const { currentReport } = await import("@/lib/limits/report");

const contract = { input: z.object({ name: z.string("Say a name.") }), output: z.object({ name: z.string() }) };
const greet = vi.fn(async (_actor: unknown, input: { name: string }) => ({ name: input.name, secret: "never shown" }));
const handler = route(contract, greet);
const context = { params: Promise.resolve({}) };
const now = new Date();
const session = {
  id: "s", userId: "u", expires: now, absoluteExpiresAt: now, authTime: now, amr: [], createdAt: now, lastSeenAt: now, idleSeconds: 1, rememberMe: false,
  user: { email: "a@b.c", role: "user" },
}; // biome-ignore format: a fixture

function request(headers: Record<string, string> = {}, body: unknown = { name: "Ana" }) {
  return new Request(`${env.APP_URL}/x`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
}

beforeEach(() => {
  greet.mockClear();
  limit.mockReset();
  findSession.mockReset();
  findSession.mockResolvedValue(session);
});

describe("a route that is called rightly", () => {
  it("answers in the envelope and strips what the contract does not declare", async () => {
    const response = await handler(request({ "x-request-id": "11111111-1111-4111-8111-111111111111" }), context);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      version: "1.0", success: true, code: 200, message: "OK", request_id: "11111111-1111-4111-8111-111111111111", data: { name: "Ana" }, meta: {},
    }); // biome-ignore format: the envelope, in one look
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("takes a cookie's request from our own origin", async () => {
    const response = await handler(request({ cookie: `${SESSION_COOKIE}=t`, origin: env.APP_URL }), context);
    expect(response.status).toBe(200);
    expect(greet.mock.calls[0]?.[0]).toMatchObject({ kind: "session", userId: "u" });
  });
});

describe("a route refuses, without calling the domain", () => {
  it.each([
    ["a cookie without an origin", { cookie: `${SESSION_COOKIE}=t` }],
    ["a cookie with another origin", { cookie: `${SESSION_COOKIE}=t`, origin: "https://evil.example" }],
    ["a cookie with origin null", { cookie: `${SESSION_COOKIE}=t`, origin: "null" }],
    ["a cookie with text/plain", { cookie: `${SESSION_COOKIE}=t`, origin: env.APP_URL, "content-type": "text/plain" }],
    ["another origin without a cookie", { origin: "https://evil.example" }],
  ])("%s", async (_name, headers) => {
    const response = await handler(request(headers), context);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ success: false, error: { type: "FORBIDDEN" } });
    expect(greet).not.toHaveBeenCalled();
  });

  it("input of the wrong shape, with the message beside its field", async () => {
    const response = await handler(request({}, { name: { not: "" } }), context);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { type: "VALIDATION_ERROR", details: { fields: { name: ["Say a name."] } } } });
  });

  it("a body that is no object", async () => {
    expect((await handler(request({}, ["Ana"]), context)).status).toBe(400);
  });
});

describe("an error", () => {
  it("of ours keeps its type and message", async () => {
    greet.mockRejectedValueOnce(conflict("Taken.", "name"));
    const response = await handler(request(), context);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      message: "Taken.",
      error: { type: "CONFLICT", details: { fields: { name: ["Taken."] } } },
    });
  });

  it("nobody expected tells nothing of itself", async () => {
    greet.mockRejectedValueOnce(new Error("select * from secrets"));
    const response = await handler(request(), context);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secrets");
  });

  it("of a lost database is 503 with Retry-After", async () => {
    greet.mockRejectedValueOnce(Object.assign(new Error("x"), { code: "ECONNREFUSED" }));
    const response = await handler(request(), context);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
  });
});

describe("a method that an address does not take", () => {
  const methods = endpoint({ POST: handler });
  it.each(["GET", "HEAD", "PUT", "PATCH", "DELETE"] as const)("%s is 405 with Allow, in the envelope", async (method) => {
    const response = await methods[method](new Request(`${env.APP_URL}/x`, { method }), context);
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST, OPTIONS");
    expect(greet).not.toHaveBeenCalled();
  });
});

describe("a route's budget", () => {
  const spends = (spent: number) => async () => currentReport()?.note("row", { points: 5, seconds: 60 }, spent, 30_000);

  it("is the one of all writes, by account or by address, and is told", async () => {
    limit.mockImplementation(spends(2));
    const response = await handler(request({ cookie: `${SESSION_COOKIE}=t`, origin: env.APP_URL }), context);
    expect(limit.mock.calls).toEqual([["api.write", "u"]]);
    expect(["limit", "remaining", "reset"].map((name) => response.headers.get(`ratelimit-${name}`))).toEqual(["5", "3", "30"]);
    await handler(request({ "x-portico-ip": "192.0.2.7" }), context);
    expect(limit.mock.calls[1]).toEqual(["api.write.ip", "192.0.2.7"]);
  });

  it("that is used up keeps the domain from being called", async () => {
    limit.mockImplementation(async () => {
      await spends(5)();
      throw rateLimited(30);
    });
    const response = await handler(request(), context);
    expect([response.status, response.headers.get("ratelimit-remaining"), response.headers.get("retry-after")]).toEqual([429, "0", "30"]);
    expect(greet).not.toHaveBeenCalled();
  });

  it("may be the domain function's own, which is told as well, and the door then spends none", async () => {
    greet.mockImplementationOnce(async () => {
      await spends(1)();
      return { name: "Ana", secret: "" };
    });
    const response = await route({ ...contract, budget: "own" }, greet)(request(), context);
    expect(limit).not.toHaveBeenCalled();
    expect(response.headers.get("ratelimit-remaining")).toBe("4");
  });

  it("is not touched by a read, which asks no counter and tells nothing", async () => {
    const read = route({ ...contract, input: z.object({}) }, async () => ({ name: "Ana" }));
    const response = await read(new Request(`${env.APP_URL}/x`), context);
    expect([response.status, response.headers.get("ratelimit-limit")]).toEqual([200, null]);
    expect(limit).not.toHaveBeenCalled();
  });
});
