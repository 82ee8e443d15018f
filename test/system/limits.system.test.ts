import { describe, expect, test } from "vitest";
import { API_BASE } from "@/lib/entry/openapi/api-base";
import { OPERATIONS } from "@/lib/entry/openapi/operations/all";
import { exampleRequest } from "@/lib/entry/openapi/requests";
import { BRAKES } from "@/lib/limits/brakes";
import { BUDGETS, READS } from "@/lib/limits/budgets";
import type { Answer, Sent } from "./client";
import { addPerson, newAddress, openSession, PASSWORD } from "./people";
import { startPortal } from "./portal";

const portal = await startPortal({ env: { RATE_LIMITS: "on", TRUSTED_PROXIES: "loopback" } });

let networks = 0;
/** A fresh address of a client, as our trusted proxy would name it. */
function somewhere() {
  networks += 1;
  return { "x-forwarded-for": `198.18.${networks >> 8}.${networks & 255}` };
}

const standing = ({ headers }: Answer) =>
  ["limit", "remaining", "reset"].map((name) => (headers[`ratelimit-${name}`] === undefined ? null : Number(headers[`ratelimit-${name}`])));

const writes = OPERATIONS.filter(({ method }) => method !== "get");

test.each(writes.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
  "%s has a budget, and its answer says how it stands",
  async (_name, operation) => {
    const client = await openSession(portal, await addPerson({ role: "admin" }));
    const { path, body } = exampleRequest(operation);
    const address = Object.entries(path).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), operation.path);
    const form = new URLSearchParams(Object.entries(body ?? {}).map(([name, value]) => [name, String(value)])).toString();
    const sent: Sent =
      operation.wire === "oauth_form"
        ? { body: form, headers: { "content-type": "application/x-www-form-urlencoded" } }
        : { json: body ?? {} };
    const answer = await client.request(API_BASE + address, {
      ...sent,
      method: operation.method.toUpperCase(),
      headers: { ...sent.headers, ...somewhere() },
    });
    const [limit, remaining, reset] = standing(answer);
    expect(limit, answer.text).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(limit ?? 0);
    expect(reset).toBeGreaterThan(0);
  },
);

test("the fields count down to the refusal, which says when to come back", async () => {
  const email = newAddress();
  const answers: Answer[] = [];
  for (let attempt = 0; attempt < 6; attempt++) {
    answers.push(await portal.request(`${API_BASE}/auth/login`, { json: { email, password: "guess" }, headers: somewhere() }));
  }
  const points = BRAKES["signin.account"].free;
  expect(answers.map((answer) => standing(answer).slice(0, 2))).toEqual([4, 3, 2, 1, 0, 0].map((left) => [points, left]));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
  const { headers } = answers.at(-1) ?? expect.fail("there was no answer");
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  expect(headers["retry-after"]).toBe(headers["ratelimit-reset"]);
});

test("a sign-in that succeeds costs nothing", async () => {
  const { email } = await addPerson();
  const answer = await portal.request(`${API_BASE}/auth/login`, { json: { email, password: PASSWORD }, headers: somewhere() });
  expect([answer.status, ...standing(answer).slice(0, 2)]).toEqual([200, 5, 5]);
});

test("writes without a budget of their own share one, exactly, when they come at once", async () => {
  const client = await openSession(portal, await addPerson());
  const { points } = BUDGETS["api.write"][0];
  const answers = await Promise.all(
    Array.from({ length: points + 50 }, () => client.request(`${API_BASE}/auth/sessions/refresh`, { json: {}, headers: somewhere() })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(points);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(50);
});

test("reads are held back as well, and only then say so", async () => {
  const client = await openSession(portal, await addPerson());
  const read = () => client.request(`${API_BASE}/auth/me`);
  expect(standing(await read())).toEqual([null, null, null]);
  let last: Answer | undefined;
  // The minute may end in between.
  for (let round = 0; round < 3 && last?.status !== 429; round++) {
    for (let batch = 0; batch <= READS.points / 50; batch++) {
      const answers = await Promise.all(Array.from({ length: 50 }, read));
      last = answers.find(({ status }) => status === 429) ?? last;
    }
  }
  expect([last?.status, last?.body.error?.type]).toEqual([429, "RATE_LIMITED"]);
  expect(Number(last?.headers["retry-after"])).toBeGreaterThan(0);
});

describe("a hundred guesses are held back", () => {
  const token = "A".repeat(43);
  const bodies = {
    "auth/login": () => ({ email: "guessed@example.test", password: "guess" }),
    "auth/email/verification/confirm": () => ({ email: "guessed@example.test", code: "000000" }),
  };
  test.each(Object.entries(bodies))("at %s of one account, from everywhere", async (path, body) => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 100; guess++) {
      statuses.push((await portal.request(`${API_BASE}/${path}`, { json: body(), headers: somewhere() })).status);
    }
    expect(statuses.filter((status) => status !== 429).length).toBeLessThanOrEqual(20);
    expect(statuses.at(-1)).toBe(429);
  });

  test.each([
    ["auth/password/reset/confirm", { token, new_password: PASSWORD }],
    ["auth/email/verification/confirm", { token }],
    ["auth/session-exchange", { pre_auth_token: token, organization_id: crypto.randomUUID() }],
    ["auth/login", null],
  ])("at %s from one address, whatever is guessed", async (path, body) => {
    const from = somewhere();
    const statuses = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const json = body ?? { email: newAddress(), password: "guess" };
        return (await portal.request(`${API_BASE}/${path}`, { json, headers: from })).status;
      }),
    );
    expect(statuses.filter((status) => status !== 429).length).toBeLessThanOrEqual(60);
  });

  test("at the tokens of invitations, by one account from everywhere", async () => {
    const client = await openSession(portal, await addPerson());
    const accept = () => client.request(`${API_BASE}/organizations/invitations/accept`, { json: { token }, headers: somewhere() });
    const answers = await Promise.all(Array.from({ length: 100 }, accept));
    expect(answers.filter(({ status }) => status === 200)).toEqual([]);
    expect(answers.filter(({ status }) => status !== 429).length).toBeLessThanOrEqual(30);
  });

  test.each([
    ["auth/password/change", { current_password: "guess", new_password: "Ein-anderes-Wort-17" }],
    ["users/me/password", { current_password: "guess", new_password: "Ein-anderes-Wort-17" }],
    ["users/me/email", { current_password: "guess", new_email: "new@example.test" }],
  ])("at the password asked for again by %s, by all sessions together", async (path, json) => {
    const person = await addPerson();
    const statuses: number[] = [];
    for (let guess = 0; guess < 100; guess++) {
      const client = await openSession(portal, person);
      statuses.push((await client.request(`${API_BASE}/${path}`, { json, headers: somewhere() })).status);
    }
    expect(statuses.filter((status) => status !== 429).length).toBeLessThanOrEqual(10);
    expect(statuses.at(-1)).toBe(429);
  });
});
