import { describe, expect, test } from "vitest";
import { createPorticoClient, inMemory } from "../src/index.ts";
import { type Call, REQUEST_ID, tinyPortal } from "./tiny-portal.ts";

const OLD = { access_token: "access-1", refresh_token: "refresh-1" };

/** Takes the access token of any pair but the first, and gives pair after pair. */
function rotating(more: (call: Call, refreshes: number) => boolean = () => false) {
  let refreshes = 0;
  return tinyPortal((call) => {
    if (call.path.endsWith("/auth/refresh")) refreshes += 1;
    if (more(call, refreshes)) return;
    const next = refreshes + 1;
    if (call.path.endsWith("/auth/refresh")) {
      call.succeed({ access_token: `access-${next}`, refresh_token: `refresh-${next}`, token_type: "Bearer", expires_in: 60 });
    } else if (call.headers.authorization === `Bearer access-${next}` && refreshes > 0) call.succeed({ path: call.path });
    else call.fail(401, "TOKEN_EXPIRED");
  });
}

const refreshesOf = (calls: Call[]) => calls.filter(({ path }) => path.endsWith("/auth/refresh")).map(({ body }) => JSON.parse(body));

describe("a call", () => {
  test("fills in the path, the query and the body, and shows the token", async () => {
    const { baseUrl, calls } = await tinyPortal((call) => call.succeed([], { next_cursor: "more" }));
    const client = createPorticoClient({ baseUrl, tokens: inMemory(OLD) });
    const { data, meta, requestId } = await client.request("GET", "/api/v1/users", { query: { search: "a b&c", limit: 2 } });
    expect({ data, meta, requestId }).toEqual({ data: [], meta: { next_cursor: "more" }, requestId: REQUEST_ID });
    await client.request("PATCH", "/api/v1/users/{id}", { params: { id: "a/b" }, body: { full_name: "Ana" } });
    expect(calls.map(({ method, path, body }) => [method, path, body])).toEqual([
      ["GET", "/api/v1/users?search=a+b%26c&limit=2", ""],
      ["PATCH", "/api/v1/users/a%2Fb", '{"full_name":"Ana"}'],
    ]);
    expect(calls[1]?.headers).toMatchObject({ authorization: "Bearer access-1", "content-type": "application/json" });
  });

  test("refuses a path with an empty parameter, and an address that is not the portal's", async () => {
    const { baseUrl, calls } = await tinyPortal((call) => call.succeed({}));
    const client = createPorticoClient({ baseUrl, tokens: inMemory(OLD) });
    await expect(client.request("GET", "/api/v1/users/{id}", { params: { id: "" } })).rejects.toThrow(TypeError);
    await expect(client.fetch("https://elsewhere.test/")).rejects.toThrow(TypeError);
    await expect(client.fetch("//elsewhere.test/")).rejects.toThrow(TypeError);
    expect(calls).toEqual([]);
  });

  test("throws what the portal says as one kind of error", async () => {
    const { baseUrl } = await tinyPortal((call) =>
      call.fail(429, "RATE_LIMITED", { "retry-after": "7" }, { fields: { email: ["Wait."] } }),
    );
    const call = createPorticoClient({ baseUrl }).request("GET", "/api/v1/users/me");
    await expect(call).rejects.toMatchObject({
      name: "PorticoError",
      type: "RATE_LIMITED",
      status: 429,
      fields: { email: ["Wait."] },
      retryAfterSeconds: 7,
      requestId: REQUEST_ID,
    });
  });

  test.each(["<html>Bad gateway</html>", "null", "[]", '{"success":false,"message":"no"}'])(
    "does not take %s for an answer",
    async (body) => {
      const { baseUrl } = await tinyPortal((call) => call.answer(502, body));
      const call = createPorticoClient({ baseUrl }).request("GET", "/api/v1/users/me");
      await expect(call).rejects.toMatchObject({ type: "UNEXPECTED_ANSWER", status: 502 });
    },
  );

  test("says that no answer came", async () => {
    const { baseUrl } = await tinyPortal((call) => call.vanish());
    await expect(createPorticoClient({ baseUrl }).request("GET", "/api/v1/users/me")).rejects.toMatchObject({
      type: "NETWORK_ERROR",
      status: 0,
    });
  });
});

describe("an access token that has run out", () => {
  test("is refreshed once, however many calls meet it at once", async () => {
    const { baseUrl, calls } = await rotating();
    const client = createPorticoClient({ baseUrl, tokens: inMemory(OLD) });
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.request("GET", "/api/v1/users/me")));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(refreshesOf(calls)).toEqual([{ refresh_token: "refresh-1" }]);
    expect(await client.tokens()).toEqual({ access_token: "access-2", refresh_token: "refresh-2" });
  });

  test("is refreshed with the same refresh token again when the answer was lost", async () => {
    const { baseUrl, calls } = await rotating((call, refreshes) => {
      if (!call.path.endsWith("/auth/refresh") || refreshes > 2) return false;
      if (refreshes === 1) call.vanish();
      else call.fail(503, "UNAVAILABLE", { "retry-after": "1" });
      return true;
    });
    const client = createPorticoClient({ baseUrl, tokens: inMemory(OLD) });
    expect((await client.request("GET", "/api/v1/users/me")).status).toBe(200);
    expect(refreshesOf(calls)).toEqual(Array.from({ length: 3 }, () => ({ refresh_token: "refresh-1" })));
  });

  test("is forgotten when its session has ended, and who called learns it", async () => {
    const { baseUrl, calls } = await rotating((call) => {
      if (!call.path.endsWith("/auth/refresh")) return false;
      call.fail(401, "TOKEN_REVOKED");
      return true;
    });
    const client = createPorticoClient({ baseUrl, tokens: inMemory(OLD) });
    await expect(client.request("GET", "/api/v1/users/me")).rejects.toMatchObject({ type: "TOKEN_REVOKED" });
    expect(await client.tokens()).toBeNull();
    expect(calls.length).toBe(2);
  });

  test("is kept when the portal could not be asked", async () => {
    const { baseUrl } = await rotating((call) => {
      if (!call.path.endsWith("/auth/refresh")) return false;
      call.fail(429, "RATE_LIMITED", { "retry-after": "60" });
      return true;
    });
    const client = createPorticoClient({ baseUrl, tokens: inMemory(OLD) });
    await expect(client.request("GET", "/api/v1/users/me")).rejects.toMatchObject({ type: "RATE_LIMITED" });
    expect(await client.tokens()).toEqual(OLD);
  });

  test("is refreshed for those who still wait, when one of them gives up", async () => {
    const impatient = new AbortController();
    const { baseUrl, calls } = await rotating((call) => {
      if (call.path.endsWith("/auth/refresh")) impatient.abort(new Error("I give up"));
      return false;
    });
    const client = createPorticoClient({ baseUrl, tokens: inMemory(OLD) });
    const calling = [client.request("GET", "/api/v1/users/me", { signal: impatient.signal }), client.request("GET", "/api/v1/users/me")];
    const [first, second] = await Promise.allSettled(calling);
    expect(first).toMatchObject({ status: "rejected", reason: { message: "I give up" } });
    expect(second).toMatchObject({ status: "fulfilled" });
    expect(refreshesOf(calls).length).toBe(1);
  });
});

describe("a call that is told to come back later", () => {
  const busyOnce = () => {
    let came = 0;
    return tinyPortal((call) => {
      came += 1;
      if (came === 1) call.fail(503, "UNAVAILABLE", { "retry-after": "0" });
      else call.succeed({ email: "a@example.test", status: "pending_verification" });
    });
  };
  const body = { email: "a@example.test", password: "lamp river quiet harbour" };

  test("does so when it was asked to, under the same idempotency key", async () => {
    const { baseUrl, calls } = await busyOnce();
    expect((await createPorticoClient({ baseUrl }).request("POST", "/api/v1/auth/register", { body, retries: 1 })).status).toBe(200);
    const keys = calls.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys).toEqual([keys[0], keys[0]]);
  });

  test("does not otherwise", async () => {
    const { baseUrl } = await busyOnce();
    const call = createPorticoClient({ baseUrl }).request("POST", "/api/v1/auth/register", { body });
    await expect(call).rejects.toMatchObject({ type: "UNAVAILABLE", retryAfterSeconds: 0 });
  });

  test("stops waiting when it is aborted", async () => {
    const { baseUrl, calls } = await tinyPortal((call) => call.fail(429, "RATE_LIMITED", { "retry-after": "3600" }));
    const patience = new AbortController();
    const call = createPorticoClient({ baseUrl }).request("GET", "/api/v1/users/me", { retries: 5, signal: patience.signal });
    await expect.poll(() => calls.length).toBe(1);
    patience.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
    expect(calls.length).toBe(1);
  });
});

test("an idempotency key of one's own is sent, and none where nothing is created", async () => {
  const { baseUrl, calls } = await tinyPortal((call) => call.succeed({ status: "requested" }));
  const client = createPorticoClient({ baseUrl });
  const body = { email: "a@example.test", password: "lamp river quiet harbour" };
  await client.request("POST", "/api/v1/auth/register", { body, idempotencyKey: "mine" });
  await client.request("POST", "/api/v1/auth/password/reset/request", { body: { email: "a@example.test" } });
  expect(calls.map(({ headers }) => headers["idempotency-key"])).toEqual(["mine", undefined]);
});

test("signing in shows no old token and keeps the new ones; a refused sign-in keeps what was there", async () => {
  const { baseUrl, calls } = await tinyPortal((call) => {
    if (call.body.includes("wrong")) call.fail(401, "INVALID_CREDENTIALS");
    else call.succeed({ status: "complete", access_token: "access-9", refresh_token: "refresh-9" });
  });
  const client = createPorticoClient({ baseUrl, tokens: inMemory(OLD) });
  await expect(client.signIn({ email: "a@example.test", password: "wrong" })).rejects.toMatchObject({ type: "INVALID_CREDENTIALS" });
  expect(await client.tokens()).toEqual(OLD);
  await client.signIn({ email: "a@example.test", password: "right" });
  expect(await client.tokens()).toEqual({ access_token: "access-9", refresh_token: "refresh-9" });
  expect(calls.every(({ headers }) => headers.authorization === undefined)).toBe(true);
});

test("signing out forgets the tokens, also of a session that has ended already", async () => {
  const { baseUrl } = await tinyPortal((call) => call.fail(401, "TOKEN_REVOKED"));
  const client = createPorticoClient({ baseUrl, tokens: inMemory(OLD) });
  await client.signOut();
  expect(await client.tokens()).toBeNull();
});
