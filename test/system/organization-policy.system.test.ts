import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { policyRefusal } from "@/lib/access/policy.schema";
import { db } from "@/lib/db";
import type { Client } from "./client";
import { addMember } from "./organization";
import { addPerson, openSession, PASSWORD, type Person, signIn } from "./people";
import { startPortal } from "./portal";
import { actionHeaders, resultIn, serverAction } from "./server-actions";

const portal = await startPortal({ env: { AUTH_GITHUB_ID: "the-client", AUTH_GITHUB_SECRET: "the-secret" } });

let id: string;
const slug = `harbour-${randomUUID().slice(0, 8)}`;
const path = `/orgs/${slug}`;
let at: (rest: string) => string;
let owner: Client;
let ana: Person;
let browser: Client;
let program: { access_token: string; refresh_token: string };

/** An answer of the API, with the types that a test looks into. */
const api = (client: Client, rest = "", sent = {}) => client.request(at(rest), sent);
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** Signs a program in for the organization: the answer to the exchange. */
async function exchange() {
  const begun = await portal.request("/api/v1/auth/login", { json: { email: ana.email, password: PASSWORD, exchange: true } });
  return portal.request("/api/v1/auth/session-exchange", {
    json: { pre_auth_token: String(begun.body.data?.pre_auth_token), organization_id: id },
  });
}

/** Calls a server action at a page of the organization, as that page's own script does. */
async function call(name: string, section: string, input: unknown) {
  const headers = { ...actionHeaders(serverAction(name)), origin: portal.url };
  const { text } = await browser.request(path + section, { method: "POST", headers, body: JSON.stringify([input]) });
  return resultIn(text);
}

async function setPolicy(policy: Record<string, unknown>) {
  const answer = await api(owner, "/security-policy", { method: "PUT", json: policy });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
}

beforeAll(async () => {
  const made = await db.organization.create({ data: { slug, name: "Harbour Club" }, select: { id: true } });
  id = made.id;
  at = (rest) => `/api/v1/organizations/${id}${rest}`;
  const olga = await addPerson();
  ana = await addPerson();
  await addMember(id, olga, "owner");
  await addMember(id, ana, "admin");
  // Olga came by a provider: she may demand it.
  owner = await openSession(portal, olga);
  await db.session.updateMany({ where: { userId: olga.id }, data: { amr: ["fed"], provider: "github" } });
  browser = await signIn(portal, ana.email);
  const { body } = await exchange();
  program = { access_token: String(body.data?.access_token), refresh_token: String(body.data?.refresh_token) };
});

describe("while there is grace", () => {
  test("everything opens as before, and each way in says what is asked and until when", async () => {
    const policy = await setPolicy({ allowed_methods: ["github"], grace_days: 7 });
    const gap = {
      enforced: false,
      enforced_from: policy?.enforced_from,
      asks: [{ ask: "sign_in_method", allowed: ["github"], used: ["password"] }],
    };
    const page = await browser.request(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain("Sign in with GitHub.");
    expect((await api(browser)).body.data).toMatchObject({ access: { unmet: gap } });
    expect((await portal.request(at(""), bearer(program.access_token))).status).toBe(200);
    expect(decodeJwt(program.access_token)).toMatchObject({ org_id: id, permissions: expect.arrayContaining(["members.read"]) });
    expect((await browser.request("/api/v1/auth/me")).body.data).toMatchObject({ organizations: [{ id, unmet: gap }] });
    expect((await api(owner, "/security-policy/compliance")).body.data).toMatchObject({ not_complying: 2 });
    const requirements = await browser.request(`${path}/requirements`);
    expect([requirements.status, requirements.text.includes("Continue with GitHub") || requirements.text.includes("GitHub")]).toEqual([
      200,
      true,
    ]);
  });
});

describe("once it is enforced", () => {
  beforeAll(async () => {
    await setPolicy({ allowed_methods: ["github"], grace_days: 0 });
  });

  test.each(["", "/members", "/roles", "/audit", "/security", "/settings"])("the page %j leads to what is asked", async (section) => {
    const { status, headers } = await browser.request(path + section);
    expect([status, new URL(String(headers.location), portal.url).pathname]).toEqual([307, `${path}/requirements`]);
  });

  test("that page says what to do, and the others stay as they were", async () => {
    const page = await browser.request(`${path}/requirements`);
    expect(page.status).toBe(200);
    for (const text of ["Harbour Club is waiting for you", "Sign in with GitHub", "Leave"]) expect(page.text).toContain(text);
    for (const other of ["/orgs", "/account"]) expect((await browser.request(other)).status, other).toBe(200);
    expect((await owner.request(path)).status).toBe(200);
  });

  test.each([
    ["GET", "", undefined],
    ["GET", "/members", undefined],
    ["PATCH", "", { name: "Renamed" }],
    ["PUT", "/security-policy", {}],
    ["GET", "/security-policy/compliance", undefined],
  ])("%s of the address %j is 403 with what is asked, for a browser and a program", async (method, rest, json) => {
    const sent = json ? { method, json } : {};
    for (const answer of [await api(browser, rest, sent), await portal.request(at(rest), { ...sent, ...bearer(program.access_token) })]) {
      expect(answer.status, answer.text).toBe(403);
      expect(answer.body.error?.type).toBe("FORBIDDEN");
      expect(policyRefusal.parse(answer.body.error?.details)).toMatchObject({
        enforced: true,
        organization: { id, slug },
        asks: [{ ask: "sign_in_method", allowed: ["github"], used: ["password"] }],
      });
    }
  });

  test("a server action is refused", async () => {
    const result = await call("updateOrganizationAction", "/settings", { organization_id: id, name: "Renamed" });
    expect(result).toMatchObject({ ok: false, error: { type: "FORBIDDEN", message: expect.stringContaining("GitHub") } });
    expect(await db.organization.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: "Harbour Club" });
  });

  test("tokens say nothing of it, and no sign-in with a password is for it", async () => {
    const refreshed = await portal.request("/api/v1/auth/refresh", { json: { refresh_token: program.refresh_token } });
    const claims = decodeJwt(String(refreshed.body.data?.access_token));
    for (const name of ["org_id", "roles", "permissions"]) expect(claims).not.toHaveProperty(name);
    program.access_token = String(refreshed.body.data?.access_token);
    const answer = await exchange();
    expect(answer.status, answer.text).toBe(403);
    expect(policyRefusal.parse(answer.body.error?.details).organization.id).toBe(id);
  });

  test("one still sees the policy and one's own standing, without a permission", async () => {
    expect((await api(browser, "/security-policy")).body.data).toMatchObject({ allowed_methods: ["github"], unmet: { enforced: true } });
    const { body } = await browser.request("/api/v1/auth/me");
    expect(body.data).toMatchObject({ organizations: [{ id, roles: ["admin"], permissions: [], unmet: { enforced: true } }] });
    expect((await browser.request("/api/v1/users/me/organizations")).status).toBe(200);
  });

  test("it opens with the next request once it is met, by the same session", async () => {
    await db.session.updateMany({ where: { userId: ana.id }, data: { amr: ["pwd", "fed"], provider: "github" } });
    // An answer from memory is half a second old at most.
    await expect.poll(async () => (await browser.request(path)).status).toBe(200);
    await expect.poll(async () => (await portal.request(at(""), bearer(program.access_token))).status).toBe(200);
    await db.session.updateMany({ where: { userId: ana.id }, data: { amr: ["pwd"], provider: null } });
    await expect.poll(async () => (await browser.request(path)).status).toBe(307);
  });
});

test("a password that is too weak keeps out, names who asks for more, and a better one opens the door at once", async () => {
  await setPolicy({ password_policy: "nist", grace_days: 0 });
  await db.user.update({ where: { id: ana.id }, data: { passwordPresets: ["standard"] } });
  expect((await browser.request(path)).status).toBe(307);
  expect((await browser.request(`${path}/requirements`)).text).toContain("Choose a stronger password");
  const change = (new_password: string) =>
    browser.request("/api/v1/auth/password/change", { json: { current_password: PASSWORD, new_password } });
  const refused = await change("vexing trout");
  expect(refused.status).toBe(422);
  expect(refused.body.error?.details?.fields?.new_password).toEqual(["Harbour Club asks for more: Use 15 characters or more."]);
  expect((await change("vexing trout under lamps")).status).toBe(200);
  expect((await browser.request(path)).status).toBe(200);
});

test("whom it keeps out can leave", async () => {
  await db.user.update({ where: { id: ana.id }, data: { passwordPresets: ["none"] } });
  expect((await api(browser)).status).toBe(403);
  const result = await call("leaveOrganizationAction", "/requirements", { organization_id: id });
  expect(result).toMatchObject({ ok: true });
  expect((await api(browser)).status).toBe(404);
});
