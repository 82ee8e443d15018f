import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { addPerson, newAddress, openSession, PASSWORD, whoami } from "./people";
import { startPortal } from "./portal";
import { apiPaths } from "./routes";
import { stateOfTheDatabase } from "./rows";

const portal = await startPortal();
const admin = await openSession(portal, await addPerson({ role: "admin" }));
const user = await openSession(portal, await addPerson());
const guest = await openSession(portal, await addPerson({ role: "guest" }));
const victim = await addPerson();

/** Accounts of others are administrators' business, all but a picture, which every signed-in person may see. */
const paths = apiPaths().filter((path) => path.startsWith("/api/v1/users") && !/\/(me(\/.*)?|picture)$/.test(path));
const calls = (
  await Promise.all(
    paths.map(async (path) => {
      const { headers } = await portal.request(path, { method: "OPTIONS" });
      const methods = (headers.allow ?? "").split(", ").filter((method) => !["OPTIONS", "HEAD"].includes(method));
      return methods.map((method) => ({ method, path: path.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, victim.id) }));
    }),
  )
).flat();

const bodyFor = (method: string, path: string) => {
  if (method === "GET") return {};
  if (path.endsWith("/users")) return { json: { email: newAddress(), password: PASSWORD, role: "admin" } };
  return { json: { role: "admin", is_active: true, full_name: "Eve" } };
};

test("there is something only administrators may do", () => expect(calls.length).toBeGreaterThan(6));

describe.each(calls)("$method $path", ({ method, path }) => {
  test("is refused to nobody, a guest and a user, and changes nothing", async () => {
    const before = await stateOfTheDatabase();
    const sent = { method, ...bodyFor(method, path) };
    expect((await portal.request(path, sent)).status).toBe(401);
    for (const client of [guest, user]) {
      const answer = await client.request(path, sent);
      expect([403, 404]).toContain(answer.status);
      expect(answer.text).not.toContain(victim.email);
    }
    expect(await stateOfTheDatabase()).toBe(before);
  });

  test("is open to an administrator", async () => {
    const mine = path.replace(victim.id, (await addPerson()).id);
    const answer = await admin.request(mine, { method, ...bodyFor(method, mine) });
    expect(answer.status, answer.text).toBeLessThan(300);
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
