import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { tokenIn } from "./inbox";
import { addMember, newColleague, newScene, signedInMember } from "./organization";
import { addPerson, newAddress, openSession, PASSWORD, type Person } from "./people";
import { startPortal } from "./portal";
import { stateOfTheDatabase } from "./rows";
import { actionHeaders, resultIn, serverAction } from "./server-actions";

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

  test("a membership, removed or suspended: token, browser, open pages and their forms find nothing any more", async () => {
    const { scene, owner, at } = await owned();
    for (const [method, rest] of [
      ["DELETE", ""],
      ["POST", "/suspend"],
    ]) {
      const admin = await signedInMember(portal, scene.organization, "admin");
      const token = await bearer(admin.person);
      expect((await portal.request(at, token)).status).toBe(200);
      const { slug } = await db.organization.findUniqueOrThrow({ where: { id: scene.organization }, select: { slug: true } });
      const page = `/orgs/${slug}/members`;
      expect((await admin.request(page)).text).toContain(scene.target.email);
      expect((await owner.request(`${at}/members/${admin.person.id}${rest}`, { method: method ?? "", json: {} })).status).toBe(200);
      expect((await portal.request(at, token)).status).toBe(404);
      expect((await admin.request(at)).status).toBe(404);
      expect((await admin.request(page)).status).toBe(404);
      const form = { organization_id: scene.organization, user_id: scene.target.id, role: "member" };
      for (const address of [page, "/orgs"]) {
        const call = { method: "POST", headers: actionHeaders(serverAction("changeMemberRoleAction")), body: JSON.stringify([form]) };
        expect(resultIn((await admin.request(address, call)).text)?.ok ?? false, address).toBe(false);
      }
      const before = await portal.request("/api/v1/auth/me", token);
      expect(before.body.data).toMatchObject({ organizations: [] });
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
    const newcomer = await newColleague(admin.person);
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
    const own = { organization_id: scene.organization };
    const forms: [string, Record<string, unknown>][] = [
      ["changeMemberRoleAction", { user_id: admin.person.id, role: "owner" }],
      ["changeMemberRoleAction", { user_id: scene.target.id, role: "trainer" }],
      ["inviteManyAction", { invitations: [{ email: newAddress(), role: "owner" }] }],
      ["createRoleAction", { name: "Strong", permissions: ["organization.delete"] }],
      ["updateRoleAction", { role_id: scene.role, permissions: ["organization.delete", "members.read"] }],
      ["duplicateRoleAction", { role: "owner", name: "Copy" }],
    ];
    const { slug } = await db.organization.findUniqueOrThrow({ where: { id: scene.organization }, select: { slug: true } });
    for (const [name, input] of forms) {
      const action = serverAction(name);
      const call = { method: "POST", headers: actionHeaders(action), body: JSON.stringify([{ ...own, ...input }]) };
      const answer = await admin.request(action.path.replace("[slug]", slug).replace("[role]", scene.role), call);
      expect(resultIn(answer.text), `${name} ${answer.status}`).toMatchObject({ ok: false, error: { type: "FORBIDDEN" } });
    }
    expect(await stateOfTheDatabase()).toBe(before);
  });

  test("is not given by somebody who leads one unit: neither beyond it, nor what they do not hold there", async () => {
    const { scene, at } = await owned();
    const lead = await signedInMember(portal, scene.organization, "member");
    const permissions = ["members.read", "members.update", "members.invite", "roles.assign", "roles.read"];
    const data = { organizationId: scene.organization, slug: "lead", name: "Lead", permissions };
    const { id: roleId } = await db.role.create({ data, select: { id: true } });
    const membership = { organizationId_userId: { organizationId: scene.organization, userId: lead.person.id } };
    await db.membership.update({ where: membership, data: { role: "lead", roleId, unitId: scene.unit } });
    const target = { organizationId_userId: { organizationId: scene.organization, userId: scene.target.id } };
    await db.membership.update({ where: target, data: { unitId: scene.unit } });
    const before = await stateOfTheDatabase();
    const sent: [string, string, Record<string, unknown>][] = [
      ["PATCH", `/members/${scene.target.id}/role`, { role: "admin" }],
      ["PATCH", `/members/${scene.target.id}/role`, { role: "owner" }],
      ["PATCH", `/members/${scene.target.id}/role`, { role: "lead", unit_id: null }],
      ["PATCH", `/members/${scene.target.id}/role`, { role: "lead", unit_id: scene.emptyUnit }],
      ["PATCH", `/members/${lead.person.id}/role`, { role: "lead", unit_id: null }],
      ["POST", `/members/${scene.target.id}/unit-roles`, { role: "admin", unit_id: scene.unit }],
      ["POST", `/members/${lead.person.id}/unit-roles`, { role: "lead", unit_id: scene.emptyUnit }],
      ["POST", "/invitations", { email: newAddress(), role: "lead" }],
      ["POST", "/invitations", { email: newAddress(), role: "admin", unit_id: scene.unit }],
    ];
    for (const [method, path, json] of sent) {
      const answer = await lead.request(at + path, { method, json });
      expect([403, 422], `${path} ${JSON.stringify(json)} ${answer.text}`).toContain(answer.status);
    }
    expect(await stateOfTheDatabase()).toBe(before);
    expect((await lead.request(`${at}/members/${scene.target.id}/role`, { method: "PATCH", json: { role: "lead" } })).status).toBe(200);
  });
});
