import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Client } from "./client";
import { addPerson, openSession, PASSWORD, type Person, signIn, whoami } from "./people";
import { startPortal } from "./portal";
import { audited } from "./rows";
import { callAction } from "./server-actions";

const portal = await startPortal();
const clocks = await startPortal({ env: { SESSION_IDLE_TIMEOUT: "3", SESSION_ABSOLUTE_TIMEOUT: "6" } });

/** Another browser with the same cookie: what a thief has. */
function replay(client: Client): Client {
  const copy = portal.client();
  for (const [name, value] of client.cookies) copy.cookies.set(name, value);
  return copy;
}

const withPerson = async (): Promise<{ person: Person; client: Client }> => {
  const person = await addPerson();
  return { person, client: await signIn(portal, person.email) };
};

test("the cookie after a sign-in is another than before, and the one before is dead", async () => {
  const { person, client } = await withPerson();
  const before = replay(client);
  const { result } = await callAction(client, "signInAction", { email: person.email, password: PASSWORD });
  expect(result?.ok).toBe(true);
  expect(client.session).not.toBe(before.session);
  expect([await whoami(client), await whoami(before)]).toEqual([200, 401]);
});

test("signing in as somebody else in the same browser ends the session that was there", async () => {
  const { client } = await withPerson();
  const before = replay(client);
  const other = await addPerson();
  await callAction(client, "signInAction", { email: other.email, password: PASSWORD });
  expect([await whoami(client), await whoami(before)]).toEqual([200, 401]);
});

test("a cookie planted before the sign-in never becomes a session", async () => {
  const person = await addPerson();
  const client = portal.client();
  const planted = "A".repeat(43);
  client.cookies.set("portico.session", planted);
  await callAction(client, "signInAction", { email: person.email, password: PASSWORD });
  expect(client.session).not.toBe(planted);
  client.cookies.set("portico.session", planted);
  expect(await whoami(client)).toBe(401);
});

test("a cookie is 256 bits of which each is as often set as not", async () => {
  const person = await addPerson();
  const ones = Array.from({ length: 256 }, () => 0);
  const seen = new Set<string>();
  const clients = await Promise.all(Array.from({ length: 10 }, () => signIn(portal, person.email)));
  for (let count = 0; count < 190; count++) clients.push(await openSession(portal, person));
  for (const { session = "" } of clients) {
    expect(session).toMatch(/^[A-Za-z0-9_-]{43}$/);
    seen.add(session);
    Buffer.from(session, "base64url").forEach((byte, at) => {
      for (let bit = 0; bit < 8; bit++) ones[at * 8 + bit] = (ones[at * 8 + bit] ?? 0) + ((byte >> bit) & 1);
    });
  }
  expect(seen.size).toBe(200);
  // Six standard deviations of 200 fair throws.
  for (const count of ones) expect(Math.abs(count - 100)).toBeLessThan(43);
});

test("the session cookie is HttpOnly, SameSite, for this host and path, and small; only a remembered one outlives the browser", async () => {
  const { email } = await addPerson();
  const lineOf = async (remember_me: boolean) => {
    const { answer } = await callAction(portal.client(), "signInAction", { email, password: PASSWORD, remember_me });
    return answer.headers["set-cookie"]?.find((line) => line.startsWith("portico.session=")) ?? "";
  };
  const [forNow, remembered] = [await lineOf(false), await lineOf(true)];
  for (const line of [forNow, remembered]) {
    expect(line).toMatch(/; HttpOnly/i);
    expect(line).toMatch(/; SameSite=lax/i);
    expect(line).toMatch(/; Path=\/(;|$)/i);
    expect(line).not.toMatch(/domain=/i);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(4096);
  }
  expect(forNow).not.toMatch(/expires=|max-age=/i);
  expect(remembered).toMatch(/expires=/i);
});

test("the database does not hold a cookie's value", async () => {
  const { client } = await withPerson();
  const rows = await db.session.findMany();
  expect(JSON.stringify(rows)).not.toContain(client.session);
});

const past = new Date(Date.now() - 1000);

test.each([
  ["idle", {}],
  ["absolute", { absoluteExpiresAt: past }],
])("past its %s end a session is nobody's, and no use wakes it", async (_name, columns) => {
  const { person, client } = await withPerson();
  expect(await whoami(client)).toBe(200);
  await db.session.updateMany({ where: { userId: person.id }, data: { expires: past, ...columns } });
  await expect.poll(() => whoami(client), { interval: 50, timeout: 2000 }).toBe(401);
  expect((await client.request("/api/v1/auth/sessions/refresh", { json: {} })).status).toBe(401);
  expect((await client.request("/account")).status).toBe(307);
  expect(await whoami(client)).toBe(401);
});

test("use moves the idle end but never the absolute end; what is not used ends by itself", async () => {
  const person = await addPerson();
  const used = await openSession(clocks, person);
  const unused = await openSession(clocks, person);
  const startedAt = Date.now();
  // The test process made them, whose own clocks are the long ones.
  await db.session.updateMany({
    where: { userId: person.id },
    data: { idleSeconds: 3, expires: new Date(startedAt + 3000), absoluteExpiresAt: new Date(startedAt + 6000) },
  });
  while (Date.now() < startedAt + 3600) expect(await whoami(used)).toBe(200);
  expect(await whoami(unused)).toBe(401);
  await expect.poll(() => whoami(used), { interval: 20, timeout: 10_000 }).toBe(401);
  expect(Date.now() - startedAt).toBeGreaterThan(5900);
});

test("a session made under short clocks carries them", async () => {
  const person = await addPerson();
  const client = clocks.client();
  await callAction(client, "signInAction", { email: person.email, password: PASSWORD });
  const row = await db.session.findFirstOrThrow({ where: { userId: person.id } });
  expect(row.idleSeconds).toBe(3);
  expect(row.absoluteExpiresAt.getTime() - row.authTime.getTime()).toBe(6000);
});

test("asking for more time never goes past the absolute end", async () => {
  const { person, client } = await withPerson();
  const end = new Date(Date.now() + 60_000);
  await db.session.updateMany({ where: { userId: person.id }, data: { absoluteExpiresAt: end, expires: end } });
  const { body } = await client.request("/api/v1/auth/sessions/refresh", { json: {} });
  expect(body.data?.expires_at).toBe(end.toISOString());
});

test.each([
  ["the form", "/logout", { body: "", headers: { "content-type": "application/x-www-form-urlencoded" } }],
  ["the API", "/api/v1/auth/logout", { json: {} }],
])("after signing out by %s the cookie opens nothing any more", async (_name, path, sent) => {
  const { client } = await withPerson();
  const thief = replay(client);
  const answer = await client.request(path, sent);
  expect([200, 303]).toContain(answer.status);
  expect(client.session).toBeUndefined();
  expect(await whoami(thief)).toBe(401);
  const page = await thief.request("/account");
  expect([page.status, page.headers.location]).toEqual([307, expect.stringContaining("/login")]);
  const { result } = await callAction(thief, "extendSessionAction", {});
  expect(result).toMatchObject({ ok: false, error: { type: "UNAUTHENTICATED" } });
  expect((await replay(thief).request("/api/auth/session")).text).toBe("null");
  // Twice is no error.
  expect([200, 303]).toContain((await thief.request(path, sent)).status);
});

test("a cross-site sign-out, a GET and a HEAD leave the session alone", async () => {
  const { client } = await withPerson();
  for (const path of ["/logout", "/api/v1/auth/logout"]) {
    expect((await client.request(path)).status).toBe(405);
    expect((await client.request(path, { method: "HEAD" })).status).toBe(405);
    expect((await client.request(path, { json: {}, headers: { origin: "https://evil.test" } })).status).toBe(403);
  }
  expect(await whoami(client)).toBe(200);
});

test("changing the password ends every other session and keeps this one", async () => {
  const { person, client } = await withPerson();
  const others = [await signIn(portal, person.email), await openSession(portal, person, "remembered")];
  const answer = await client.request("/api/v1/auth/password/change", {
    json: { current_password: PASSWORD, new_password: "Ein-ganz-anderes-Wort-8812" },
  });
  expect(answer.body.data).toEqual({ sessions_ended: 2 });
  expect(await Promise.all([client, ...others].map(whoami))).toEqual([200, 401, 401]);
  const { result } = await callAction(portal.client(), "signInAction", { email: person.email, password: PASSWORD });
  expect(result).toMatchObject({ ok: false, error: { type: "INVALID_CREDENTIALS" } });
});

test("somebody else's session is as absent as one that never was", async () => {
  const { client } = await withPerson();
  const stranger = await openSession(portal, await addPerson());
  const absent = "01980000-0000-7000-8000-000000000000";
  const [foreign, unknown] = await Promise.all(
    [stranger.id, absent].map((id) => client.request(`/api/v1/auth/sessions/${id}`, { method: "DELETE" })),
  );
  expect(foreign?.status).toBe(404);
  expect({ ...foreign?.body, request_id: "" }).toEqual({ ...unknown?.body, request_id: "" });
  const { result } = await callAction(client, "revokeSessionAction", { id: stranger.id });
  expect(result).toMatchObject({ ok: false, error: { type: "NOT_FOUND" } });
  expect(await whoami(stranger)).toBe(200);
  expect(await audited("session.revoked", stranger.id)).toBe(0);
});

test("the list of sessions shows nobody else's, also behind a foreign cursor", async () => {
  const { client } = await withPerson();
  const stranger = await openSession(portal, await addPerson());
  const listed = await client.request(`/api/v1/auth/sessions?cursor=${stranger.id}`);
  expect(listed.body.data).toEqual([]);
  const own = await client.request("/api/v1/auth/sessions");
  expect(own.body.data).toHaveLength(1);
});
