import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { addPerson, newAddress, openSession, PASSWORD, type Person, whoami } from "./people";
import { startPortal } from "./portal";
import { apiPaths } from "./routes";
import { stateOfTheDatabase } from "./rows";
import { actionHeaders, callAction, resultIn, serverActions } from "./server-actions";

const portal = await startPortal();
const administrator = await addPerson({ role: "admin" });
const admin = await openSession(portal, administrator);
const user = await openSession(portal, await addPerson());
const guest = await openSession(portal, await addPerson({ role: "guest" }));
const victim = await addPerson({ emailVerified: null });

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Accounts of others are administrators' business, all but a picture, which every signed-in person may see; so is what concerns all. */
const paths = apiPaths().filter((path) => /^\/api\/v1\/(users|audit-events|statistics)/.test(path) && !/\/(me(\/.*)?|picture)$/.test(path));
const calls = (
  await Promise.all(
    paths.map(async (path) => {
      const { headers } = await portal.request(path, { method: "OPTIONS" });
      const methods = (headers.allow ?? "").split(", ").filter((method) => !["OPTIONS", "HEAD"].includes(method));
      return methods.map((method) => ({ method, path: path.replace(ID, victim.id) }));
    }),
  )
).flat();

/** What is sent about somebody. */
const bodyFor = (method: string, path: string, whom: Person) => {
  if (method === "GET") return {};
  if (path.endsWith("/bulk")) return { json: { act: "deactivate", ids: [whom.id] } };
  if (path.endsWith("/users")) return { json: { email: newAddress(), password: PASSWORD, role: "admin" } };
  return { json: { role: "admin", is_active: true, full_name: "Eve", reason: "Ticket 4711: a refused invitation" } };
};

test("there is something only administrators may do", () => expect(calls.length).toBeGreaterThan(6));

describe.each(calls)("$method $path", ({ method, path }) => {
  test("is refused to nobody, a guest and a user, and changes nothing", async () => {
    const before = await stateOfTheDatabase();
    const sent = { method, ...bodyFor(method, path, victim) };
    expect((await portal.request(path, sent)).status).toBe(401);
    for (const client of [guest, user]) {
      const answer = await client.request(path, sent);
      expect([403, 404]).toContain(answer.status);
      expect(answer.text).not.toContain(victim.email);
    }
    expect(await stateOfTheDatabase()).toBe(before);
  });

  test("is open to an administrator", async () => {
    // Only who has confirmed their address becomes an administrator; of the others it can still be asked for.
    const whom = await addPerson(method === "PATCH" ? {} : { emailVerified: null });
    const theirs = await openSession(portal, whom);
    const mine = path.replace(victim.id, whom.id).replace(/00000000-0000-7000-8000-000000000000$/, theirs.id);
    // One of them turns the browser into another person's.
    const browser = await openSession(portal, administrator);
    const answer = await browser.request(mine, { method, ...bodyFor(method, mine, whom) });
    expect(answer.status, answer.text).toBeLessThan(300);
  });
});

describe("the console", () => {
  const pages = ["", "/users", "/users/new", `/users/${victim.id}`, "/organizations", "/audit"].map((path) => `/admin${path}`);

  test("sends the signed-out to sign in and comes back, does not exist for guests and users, and is open to administrators", async () => {
    for (const path of pages) {
      const answer = await portal.request(path);
      expect([answer.status, answer.headers.location]).toEqual([307, `/login?callbackUrl=${encodeURIComponent(path)}`]);
      for (const client of [guest, user]) {
        const refused = await client.request(path);
        expect(refused.status, path).toBe(404);
        expect(refused.text).not.toContain(victim.email);
      }
      expect((await admin.request(path)).status, path).toBe(200);
    }
  });

  test("answers none of its actions to guests and users, at its own page nor at another, and changes nothing", async () => {
    const actions = serverActions().filter(({ path }) => path.startsWith("/admin"));
    expect(actions.length).toBeGreaterThan(10);
    const input = { id: victim.id, ids: [victim.id], act: "deactivate", role: "admin", email: newAddress(), session_id: victim.id };
    const before = await stateOfTheDatabase();
    for (const action of actions) {
      for (const client of [guest, user]) {
        expect((await callAction(client, action.name, input)).answer.status, action.name).toBe(404);
        const elsewhere = await client.request("/account", {
          method: "POST",
          headers: actionHeaders(action),
          body: JSON.stringify([{ ...input, organization_id: victim.id }]),
        });
        expect(resultIn(elsewhere.text)?.ok ?? false, `${action.name}: ${elsewhere.status}`).toBe(false);
      }
    }
    expect(await stateOfTheDatabase()).toBe(before);
  });
});

test("a role that was taken away is gone with the next request, also for a token signed before", async () => {
  const [first, second] = [await addPerson({ role: "admin" }), await addPerson({ role: "admin" })];
  const login = await portal.request("/api/v1/auth/login", { json: { email: second.email, password: PASSWORD } });
  const headers = { authorization: `Bearer ${login.body.data?.access_token}` };
  expect((await portal.request("/api/v1/users", { headers })).status).toBe(200);
  const remover = await openSession(portal, first);
  expect((await remover.request(`/api/v1/users/${second.id}`, { method: "PATCH", json: { role: "user" } })).status).toBe(200);
  expect((await portal.request("/api/v1/users", { headers })).status).toBe(403);
});

test("a person whom an administrator disabled or signed out is out at once", async () => {
  for (const step of ["deactivate", "revoke-sessions"]) {
    const person = await addPerson();
    const client = await openSession(portal, person);
    expect(await whoami(client)).toBe(200);
    expect((await admin.request(`/api/v1/users/${person.id}/${step}`, { method: "POST", json: {} })).status).toBe(200);
    expect(await whoami(client)).toBe(401);
  }
});

test("the last administrator cannot be taken away, by two at once neither", async () => {
  const others = await db.user.findMany({ where: { role: "admin", email: { not: "" } }, select: { id: true } });
  const [one, two] = [await addPerson({ role: "admin" }), await addPerson({ role: "admin" })];
  await db.user.updateMany({ where: { id: { in: others.map(({ id }) => id) } }, data: { role: "user" } });
  const [asOne, asTwo] = [await openSession(portal, one), await openSession(portal, two)];
  const demote = { method: "PATCH", json: { role: "user" } };
  await Promise.all([asOne.request(`/api/v1/users/${two.id}`, demote), asTwo.request(`/api/v1/users/${one.id}`, demote)]);
  expect(await db.user.count({ where: { role: "admin", isActive: true } })).toBe(1);
});

test("a page of somebody or something that is not there is 404, for administrators too", async () => {
  // The test before this one has left one administrator only.
  const admin = await openSession(portal, await addPerson({ role: "admin" }));
  const absent = "01980000-0000-7000-8000-000000000000";
  const organization = await db.organization.create({ data: { slug: "quay", name: "Quay Club" }, select: { id: true } });
  const consoles = ["/admin/users", "/admin/organizations", "/orgs/quay/members", "/orgs/quay/roles"];
  for (const path of consoles.flatMap((page) => [`${page}/nobody`, `${page}/${absent}`])) {
    expect((await admin.request(path)).status, path).toBe(404);
  }
  expect((await admin.request(`/admin/organizations/${organization.id}`)).status).toBe(200);
});
