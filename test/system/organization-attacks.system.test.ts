import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Sent } from "./client";
import { tokenIn } from "./inbox";
import { addMember, newScene, signedInMember } from "./organization";
import { addPerson, newAddress, openSession, PASSWORD, type Person, registerVerified, signIn } from "./people";
import { startPortal } from "./portal";
import { stateOfTheDatabase } from "./rows";

const portal = await startPortal();
const base = "/api/v1/organizations";

async function bearer(person: Person): Promise<{ headers: { authorization: string } }> {
  const login = await portal.request("/api/v1/auth/login", { json: { email: person.email, password: PASSWORD } });
  return { headers: { authorization: `Bearer ${login.body.data?.access_token}` } };
}

/** An organization with its owner's browser. */
async function owned() {
  const person = await addPerson();
  const scene = await newScene(person);
  const owner = await openSession(portal, person);
  return { scene, owner, person, at: `${base}/${scene.organization}` };
}

const rowsOf = (organizationId: string) => db.membership.findMany({ where: { organizationId }, orderBy: { id: "asc" } });

describe("what was taken away", () => {
  test("a role: the next request with the token from before is refused", async () => {
    const { scene, owner, at } = await owned();
    const admin = await addPerson();
    await addMember(scene.organization, admin, "admin");
    const token = await bearer(admin);
    expect((await portal.request(`${at}/members`, token)).status).toBe(200);
    expect((await owner.request(`${at}/members/${admin.id}/role`, { method: "PATCH", json: { role: "member" } })).status).toBe(200);
    expect((await portal.request(`${at}/members`, token)).status).toBe(403);
  });

  test("a membership, removed or suspended: token and browser find nothing any more", async () => {
    const { scene, owner, at } = await owned();
    for (const [method, rest] of [
      ["DELETE", ""],
      ["POST", "/suspend"],
    ]) {
      const admin = await signedInMember(portal, scene.organization, "admin");
      const token = await bearer(admin.person);
      expect((await portal.request(at, token)).status).toBe(200);
      expect((await owner.request(`${at}/members/${admin.person.id}${rest}`, { method: method ?? "", json: {} })).status).toBe(200);
      expect((await portal.request(at, token)).status).toBe(404);
      expect((await admin.request(at)).status).toBe(404);
    }
  });
});

describe("fields that nobody asked for", () => {
  test("in a new organization have no effect", async () => {
    const { scene } = await owned();
    const person = await addPerson();
    const client = await openSession(portal, person);
    const answer = await client.request(base, {
      json: {
        ...{
          name: "Mine",
          id: scene.organization,
          organization_id: scene.organization,
          user_id: scene.target.id,
          owner_id: scene.target.id,
        },
        ...{
          role: "admin",
          deleted_at: "2020-01-01T00:00:00Z",
          security_policy: { password_policy: "nist" },
          is_active: false,
          logo: "/x",
        },
      },
    });
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({ name: "Mine", logo: null, deleted_at: null });
    expect(answer.body.data?.id).not.toBe(scene.organization);
    expect(await rowsOf(String(answer.body.data?.id))).toMatchObject([{ userId: person.id, role: "owner" }]);
  });

  test("in changes of an organization and its members have no effect", async () => {
    const { scene, owner, at } = await owned();
    const other = await newScene(await addPerson());
    const extra = {
      organization_id: other.organization,
      user_id: other.target.id,
      email_verified: true,
      is_active: false,
      status: "suspended",
    };
    await owner.request(at, { method: "PATCH", json: { ...extra, name: "Renamed", deleted_at: "2020-01-01T00:00:00Z", settings: {} } });
    expect(await db.organization.findUnique({ where: { id: scene.organization } })).toMatchObject({ name: "Renamed", deletedAt: null });
    expect(await db.organization.findUnique({ where: { id: other.organization } })).toMatchObject({ name: "Harbour Club" });
    const before = await rowsOf(other.organization);
    const answer = await owner.request(`${at}/members/${scene.target.id}/role`, { method: "PATCH", json: { ...extra, role: "admin" } });
    expect(answer.body.data).toMatchObject({ user_id: scene.target.id, role: "admin", status: "active", is_active: true });
    expect(await rowsOf(other.organization)).toEqual(before);
  });

  test("in an invitation and its acceptance have no effect", async () => {
    const { scene, owner, at, person } = await owned();
    const other = await newScene(await addPerson());
    const guest = await addPerson();
    const extra = {
      organization_id: other.organization,
      invited_by: scene.target.id,
      status: "accepted",
      expires_at: "2090-01-01T00:00:00Z",
    };
    const made = await owner.request(`${at}/invitations`, { json: { ...extra, email: guest.email } });
    expect(made.body.data).toMatchObject({ status: "open", invited_by: person.email });
    const token = tokenIn(await portal.mail(guest.email));
    const client = await openSession(portal, guest);
    const accepted = await client.request(`${base}/invitations/accept`, {
      json: { token, role: "owner", organization_id: other.organization, email: person.email, user_id: person.id, unit_id: other.unit },
    });
    expect(accepted.body.data).toMatchObject({ organization: { id: scene.organization }, role: "member", unit_id: null });
    expect(await db.membership.count({ where: { userId: guest.id } })).toBe(1);
  });
});

describe("more than one has", () => {
  test("is not given, by any of the ways to give", async () => {
    const { scene, at } = await owned();
    const admin = await signedInMember(portal, scene.organization, "admin");
    const newcomer = await addPerson();
    await db.role.update({ where: { id: scene.role }, data: { permissions: ["organization.delete"] } });
    const before = await stateOfTheDatabase();
    const post = (path: string, json: Record<string, unknown>, method = "POST") => admin.request(`${at}${path}`, { method, json });
    for (const role of ["owner", "trainer"]) {
      const answers = [
        await post(`/members/${scene.target.id}/role`, { role }, "PATCH"),
        await post(`/members/${admin.person.id}/role`, { role }, "PATCH"),
        await post("/members", { user_id: newcomer.id, role }),
        await post("/invitations", { email: newAddress(), role }),
        await post("/invitations/bulk", { invitations: [{ email: newAddress() }, { email: newAddress(), role }] }),
        await post("/roles/duplicate", { role, name: "Copy" }),
        await post(`/members/${scene.target.id}/unit-roles`, { role, unit_id: scene.unit }),
      ];
      expect(answers.map(({ status }) => status).filter((status) => ![403, 422].includes(status))).toEqual([]);
    }
    expect((await post("/roles", { name: "Strong", permissions: ["organization.delete"] })).status).toBe(403);
    expect((await post(`/roles/${scene.role}`, { permissions: ["members.read"] }, "PATCH")).status).toBe(403);
    expect(await stateOfTheDatabase()).toBe(before);
  });
});

describe("an invitation", () => {
  test("is good for its own, confirmed address only, whoever holds the link, and once", async () => {
    const { scene, owner, at } = await owned();
    const email = newAddress("invited");
    await owner.request(`${at}/invitations`, { json: { email, role: "admin" } });
    const token = tokenIn(await portal.mail(email));
    const accept = { json: { token } };
    expect((await portal.request(`${base}/invitations/accept`, accept)).status).toBe(401);
    const thief = await openSession(portal, await addPerson());
    expect((await thief.request(`${base}/invitations/accept`, accept)).status).toBe(403);
    expect((await thief.request(`${base}/invitations/decline`, accept)).status).toBe(403);
    expect((await portal.request(`${base}/invitations/find`, accept)).body.data).toMatchObject({ email, caller: "signed_out" });
    const invited = await signIn(portal, (await registerVerified(portal, email)).email);
    const answers = await Promise.all(Array.from({ length: 50 }, () => invited.request(`${base}/invitations/accept`, accept)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    expect(await db.membership.count({ where: { organizationId: scene.organization, email } })).toBe(1);
  });

  test("that is no longer good, or never was, is one answer", async () => {
    const { owner, at } = await owned();
    const person = await addPerson();
    const client = await openSession(portal, person);
    const made = await owner.request(`${at}/invitations`, { json: { email: person.email } });
    const token = tokenIn(await portal.mail(person.email));
    await owner.request(`${at}/invitations/${made.body.data?.id}`, { method: "DELETE", json: {} });
    for (const tried of [token, "A".repeat(43)]) {
      const answer = await client.request(`${base}/invitations/accept`, { json: { token: tried } });
      expect([answer.status, answer.body.error?.type]).toEqual([401, "TOKEN_EXPIRED"]);
    }
  });
});

test("two owners who take each other away, at two instances at once, leave one", async () => {
  const twin = await startPortal();
  const [one, two] = [await addPerson(), await addPerson()];
  const { organization } = await newScene(one);
  await addMember(organization, two, "owner");
  const asOne = await openSession(portal, one);
  const asTwo = await openSession(twin, two);
  const at = `${base}/${organization}`;
  const ways: ((other: Person) => [string, Sent])[] = [
    (other: Person) => [`${at}/members/${other.id}`, { method: "DELETE", json: {} }],
    (other: Person) => [`${at}/members/${other.id}/role`, { method: "PATCH", json: { role: "member" } }],
    (other: Person) => [`${at}/members/${other.id}/suspend`, { json: {} }],
    () => [`${at}/leave`, { json: {} }],
  ];
  const outcomes = new Set<number>();
  for (let round = 0; round < 40; round += 1) {
    const first = ways[round % 4]?.(two) ?? ways[3]?.(two);
    const second = ways[Math.floor(round / 4) % 4]?.(one) ?? ways[3]?.(one);
    if (!first || !second) throw new Error("There is no such way");
    const answers = await Promise.all([asOne.request(...first), asTwo.request(...second)]);
    for (const { status } of answers) outcomes.add(status);
    expect(await db.membership.count({ where: { organizationId: organization, role: "owner", status: "active" } })).toBeGreaterThanOrEqual(
      1,
    );
    for (const person of [one, two]) {
      const data = { role: "owner", status: "active" as const };
      const own = { organizationId: organization, userId: person.id };
      await db.membership.upsert({
        where: { organizationId_userId: own },
        create: { ...own, ...data },
        update: data,
        select: { id: true },
      });
    }
  }
  expect([...outcomes].filter((status) => ![200, 403, 404, 409].includes(status))).toEqual([]);
  await twin.stop();
});
