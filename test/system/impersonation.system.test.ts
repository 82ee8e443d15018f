import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Client } from "./client";
import { addPerson, openSession, PASSWORD, type Person, whoami } from "./people";
import { startPortal } from "./portal";
import { audited } from "./rows";
import { callAction } from "./server-actions";

const [here, there] = await Promise.all([startPortal(), startPortal()]);
const reason = "Ticket 4711: cannot accept an invitation";
const OWN = "portico.administrator";
const LABEL = "Acting as somebody else";

/** A browser of an administrator that acts as somebody. */
async function acting(): Promise<{ root: Person; ana: Person; browser: Client; own: string }> {
  const [root, ana] = [await addPerson({ role: "admin" }), await addPerson()];
  const browser = await openSession(here, root);
  const own = browser.session ?? "";
  const answer = await browser.request(`/api/v1/users/${ana.id}/impersonate`, { json: { reason } });
  expect(answer.status, answer.text).toBe(200);
  return { root, ana, browser, own };
}

/** The same browser at the other instance. */
function elsewhere(browser: Client): Client {
  const copy = there.client();
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  return copy;
}

const me = async (browser: Client) => (await browser.request("/api/v1/auth/me")).body.data;
const stop = (browser: Client) => browser.request("/api/v1/auth/impersonation", { method: "DELETE", json: {} });
const form = { body: "", headers: { "content-type": "application/x-www-form-urlencoded" } };

test("the browser becomes the person's, with the own session put aside where no script reads it, and back", async () => {
  const { root, ana, browser, own } = await acting();
  expect([browser.cookies.get(OWN), browser.session]).toEqual([own, expect.not.stringMatching(own)]);
  expect(await me(browser)).toMatchObject({ user: { id: ana.id }, impersonator: { id: root.id, name: root.email }, amr: [] });
  expect(await here.mail(ana.email, ({ subject }) => subject.includes("acting as you"))).toBeDefined();
  const stopped = await stop(browser);
  expect(stopped.body.data).toEqual({ status: "stopped", user_id: ana.id });
  expect([browser.session, browser.cookies.has(OWN)]).toEqual([own, false]);
  expect(await me(browser)).toMatchObject({ user: { id: root.id }, impersonator: null });
  expect((await stop(browser)).status).toBe(409);
  expect((await stop(here.client())).status).toBe(401);
});

test("both cookies are HttpOnly, SameSite, for this host and path, and end with the browser", async () => {
  const browser = await openSession(here, await addPerson({ role: "admin" }), "remembered");
  const answer = await browser.request(`/api/v1/users/${(await addPerson()).id}/impersonate`, { json: { reason } });
  const lines = answer.headers["set-cookie"] ?? [];
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toMatch(/; HttpOnly/i);
    expect(line).toMatch(/; SameSite=lax/i);
    expect(line).toMatch(/; Path=\/(;|$)/i);
    expect(line).not.toMatch(/domain=|expires=|max-age=/i);
  }
  // The own one comes back as it was: remembered.
  expect((await stop(browser)).headers["set-cookie"]?.find((line) => line.startsWith("portico.session="))).toMatch(/expires=/i);
});

test("every page says so, and none does for anybody else; nothing of the administrators' is there", async () => {
  const { ana, browser } = await acting();
  for (const path of ["/account", "/account/security", "/orgs", "/login", "/nowhere"]) {
    const page = await browser.request(path);
    expect(page.text, path).toContain(LABEL);
    expect(page.text, path).toContain(ana.email);
  }
  const admin = await browser.request("/admin");
  expect([admin.status, admin.text.includes(LABEL)]).toEqual([404, true]);
  expect((await browser.request("/api/v1/users")).status).toBe(403);
  const own = await openSession(here, ana);
  expect((await own.request("/account")).text).not.toContain(LABEL);
  expect((await here.request("/login")).text).not.toContain(LABEL);
});

test("what only the person may do is refused over HTTP, and the rest is done under both names", async () => {
  const { root, ana, browser } = await acting();
  const post = (path: string, json: unknown, method = "POST") => browser.request(`/api/v1${path}`, { method, json });
  const refused = [
    await post("/auth/password/change", { current_password: PASSWORD, new_password: "Sieben-Zwerge-auf-Reisen-55" }),
    await post("/users/me/email", { new_email: "new@example.test", current_password: PASSWORD }),
    await post("/users/me/export", {}),
    await browser.request("/api/v1/users/me/export/download"),
    await post("/users/me", { current_password: PASSWORD }, "DELETE"),
    await post("/auth/sessions", {}, "DELETE"),
    await post("/organizations", { name: "Harbour" }),
    await post(`/users/${root.id}/impersonate`, { reason }),
  ];
  for (const { status, body } of refused)
    expect([status, body.message]).toEqual([403, expect.stringMatching(/^While you act as somebody/)]);
  expect((await post("/users/me", { full_name: "Ana" }, "PATCH")).status).toBe(200);
  const rows = await db.auditEvent.findMany({ where: { actorId: ana.id } });
  expect(rows.map(({ action, impersonatorId }) => [action, impersonatorId])).toEqual([["profile.updated", root.id]]);
});

test("without a reason, by a token, or after ten minutes without the password nobody is acted as", async () => {
  const [root, ana] = [await addPerson({ role: "admin" }), await addPerson()];
  const path = `/api/v1/users/${ana.id}/impersonate`;
  const browser = await openSession(here, root);
  expect((await browser.request(path, { json: { reason: "too short" } })).status).toBe(422);
  expect((await browser.request(path, { json: { reason: "x".repeat(501) } })).status).toBe(422);
  const { data } = (await here.request("/api/v1/auth/login", { json: { email: root.email, password: PASSWORD } })).body;
  const token = await here.request(path, { json: { reason }, headers: { authorization: `Bearer ${data?.access_token}` } });
  expect([token.status, token.headers["set-cookie"]]).toEqual([403, undefined]);
  const late = await openSession(here, root);
  await db.session.update({ where: { id: late.id }, data: { authTime: new Date(Date.now() - 601_000) } });
  expect((await late.request(path, { json: { reason } })).body.error?.type).toBe("STEP_UP_REQUIRED");
  expect((await late.request(path, { json: { reason, current_password: "wrong" } })).status).toBe(422);
  expect((await browser.request(path, { json: { reason }, headers: { origin: "https://evil.test" } })).status).toBe(403);
  expect((await late.request(path, { json: { reason, current_password: PASSWORD } })).status).toBe(200);
});

test("the acting cookie opens nothing without the own one, nor beside another administrator's", async () => {
  const { browser } = await acting();
  const other = await openSession(here, await addPerson({ role: "admin" }));
  const thief = here.client();
  thief.cookies.set("portico.session", browser.session ?? "");
  expect(await whoami(thief)).toBe(401);
  thief.cookies.set(OWN, other.session ?? "");
  expect(await whoami(thief)).toBe(401);
});

describe("on another instance it is dead within a second", () => {
  const ways: [string, (scene: { root: Person; ana: Person; own: Client; boss: Client }) => Promise<{ status: number }>][] = [
    ["the administrator signs out", ({ own }) => own.request("/api/v1/auth/logout", { json: {} })],
    ["they are deactivated", ({ root, boss }) => boss.request(`/api/v1/users/${root.id}/deactivate`, { json: {} })],
    ["they lose their role", ({ root, boss }) => boss.request(`/api/v1/users/${root.id}`, { method: "PATCH", json: { role: "user" } })],
    ["the person is signed out everywhere", ({ ana, boss }) => boss.request(`/api/v1/users/${ana.id}/revoke-sessions`, { json: {} })],
  ];
  test.each(ways)("when %s", async (_name, end) => {
    const { root, ana, browser, own } = await acting();
    const ownBrowser = here.client();
    ownBrowser.cookies.set("portico.session", own);
    const boss = await openSession(here, await addPerson({ role: "admin" }));
    const there = elsewhere(browser);
    expect([await whoami(there), await whoami(there)]).toEqual([200, 200]);
    expect((await end({ root, ana, own: ownBrowser, boss })).status).toBe(200);
    const endedAt = performance.now();
    while ((await whoami(there)) === 200) if (performance.now() - endedAt > 5000) break;
    expect(performance.now() - endedAt).toBeLessThan(1000);
  });
});

test("after its hour the browser is nobody's until its owner returns by the banner; the form also stops what goes on", async () => {
  const { root, ana, browser, own } = await acting();
  const past = new Date(Date.now() - 1000);
  await db.session.updateMany({ where: { userId: ana.id }, data: { expires: past, absoluteExpiresAt: past } });
  await expect.poll(() => whoami(browser), { interval: 50, timeout: 2000 }).toBe(401);
  expect((await browser.request("/login")).text).toContain("Return to your account");
  const back = await browser.request("/impersonation/end", form);
  expect([back.status, back.headers.location, browser.session, browser.cookies.has(OWN)]).toEqual([303, "/admin", own, false]);
  expect(await me(browser)).toMatchObject({ user: { id: root.id } });

  await browser.request(`/api/v1/users/${ana.id}/impersonate`, { json: { reason } });
  expect((await browser.request("/impersonation/end", { ...form, headers: { ...form.headers, origin: "https://evil.test" } })).status).toBe(
    403,
  );
  expect((await browser.request("/impersonation/end")).status).toBe(405);
  expect(await me(browser)).toMatchObject({ user: { id: ana.id } });
  const stopped = await browser.request("/impersonation/end", form);
  expect([stopped.status, stopped.headers.location, browser.session]).toEqual([303, `/admin/users/${ana.id}`, own]);
  // For anybody else it does nothing.
  const plain = await openSession(here, ana);
  expect((await plain.request("/impersonation/end", form)).headers.location).toBe("/account");
  expect(await whoami(plain)).toBe(200);
  expect((await here.client().request("/impersonation/end", form)).headers.location).toBe("/login?notice=session-ended");
});

test.each([
  ["the form", "/logout", form],
  ["the API", "/api/v1/auth/logout", { json: {} }],
])("signing out by %s ends both sessions", async (_name, path, sent) => {
  const { ana, browser, own } = await acting();
  const actingSession = await db.session.findFirstOrThrow({ where: { userId: ana.id } });
  expect([200, 303]).toContain((await browser.request(path, sent)).status);
  expect(browser.cookies.size).toBe(0);
  const thief = here.client();
  thief.cookies.set("portico.session", own);
  expect(await whoami(thief)).toBe(401);
  expect(await audited("impersonation.ended", ana.id)).toBe(1);
  expect(await db.session.count({ where: { id: actingSession.id } })).toBe(0);
});

test("signing in over it ends both sessions", async () => {
  const { browser, own } = await acting();
  const person = await addPerson();
  expect((await callAction(browser, "signInAction", { email: person.email, password: PASSWORD })).result?.ok).toBe(true);
  expect(browser.cookies.has(OWN)).toBe(false);
  expect(await me(browser)).toMatchObject({ user: { id: person.id }, impersonator: null });
  const thief = here.client();
  thief.cookies.set("portico.session", own);
  expect(await whoami(thief)).toBe(401);
});
