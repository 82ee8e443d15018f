import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { ORGANIZATION_PERMISSION_SLUGS, permissionsOfBuiltInRole } from "@/lib/access/permissions";
import { db } from "@/lib/db";
import { createInvitation } from "@/lib/organizations/invitations";
import { addUnitRole, changeMemberRole, removeUnitRole } from "@/lib/organizations/member-roles";
import { previewRole } from "@/lib/organizations/role-preview";
import { createRole, deleteRole, duplicateRole, listPermissions, listRoles, updateRole } from "@/lib/organizations/roles";
import { createUnit, deleteUnit, listUnits, updateUnit } from "@/lib/organizations/units";
import { anonymous, join, newOrganization, newPerson, outcomeOf, outcomesOf } from "@/test/organization";

let owner: SessionActor;
let admin: SessionActor;
let member: SessionActor;
let stranger: SessionActor;
let organization_id: string;

beforeAll(async () => {
  [owner, admin, member, stranger] = await Promise.all([newPerson("Olga"), newPerson("Adam"), newPerson("Mia"), newPerson("Sven")]);
});

beforeEach(async () => {
  organization_id = await newOrganization({ owner, admin, member });
});

const role = (actor: SessionActor, name: string, permissions: string[]) =>
  createRole(actor, { organization_id, name, description: "", permissions });
const newUnit = (name: string) => createUnit(owner, { organization_id, name, parent_id: null });
const of = (made: { id: string | null }) => ({ organization_id, role_id: made.id ?? "" });

describe("roles of an organization's own", () => {
  it("stand beside the built-in ones, with what they hold and how many have them", async () => {
    const made = await role(admin, "Trainer", ["members.invite", "members.read"]);
    expect(made).toMatchObject({ slug: "trainer", permissions: ["members.read", "members.invite"], holders: 0 });
    await changeMemberRole(owner, { organization_id, user_id: member.userId, role: "trainer" });
    const { items } = await listRoles(admin, { organization_id });
    expect(items.map(({ slug, holders }) => [slug, holders])).toEqual([
      ["owner", 1],
      ["admin", 1],
      ["member", 0],
      ["trainer", 1],
    ]);
    expect(await outcomeOf(role(admin, "Trainer", []))).toBe("CONFLICT");
    expect(await outcomeOf(role(admin, "Odd", ["members.everything"]))).toBe("VALIDATION_ERROR");
    expect((await role(admin, "Owner", [])).slug).toMatch(/^role-\d{6}$/);
  });

  it("never hold more than whoever makes or changes them", async () => {
    expect(await outcomeOf(role(admin, "Closer", ["organization.delete"]))).toBe("FORBIDDEN");
    const closer = await role(owner, "Closer", ["organization.delete"]);
    expect(await outcomeOf(updateRole(admin, { ...of(closer), permissions: [] }))).toBe("FORBIDDEN");
    expect(await outcomeOf(deleteRole(admin, of(closer)))).toBe("FORBIDDEN");
    expect(await outcomeOf(duplicateRole(admin, { organization_id, role: "closer", name: "Copy" }))).toBe("FORBIDDEN");
    expect(await outcomeOf(duplicateRole(admin, { organization_id, role: "owner", name: "Copy" }))).toBe("FORBIDDEN");
    expect(await duplicateRole(admin, { organization_id, role: "admin", name: "Copy" })).toMatchObject({
      permissions: permissionsOfBuiltInRole("admin"),
    });
    const trainer = await role(admin, "Trainer", []);
    expect(await outcomeOf(updateRole(admin, { ...of(trainer), permissions: ["organization.delete"] }))).toBe("FORBIDDEN");
    expect(await outcomeOf(role(member, "Mine", []))).toBe("FORBIDDEN");
    expect(await outcomeOf(role(stranger, "Mine", []))).toBe("NOT_FOUND");
  });

  it("are previewed before they change, and deleted when nobody has them", async () => {
    const trainer = await role(owner, "Trainer", ["members.read", "members.invite"]);
    await changeMemberRole(owner, { organization_id, user_id: member.userId, role: "trainer" });
    expect(await previewRole(admin, { ...of(trainer), permissions: ["members.read", "organization.delete"] })).toMatchObject({
      gained: ["organization.delete"],
      lost: ["members.invite"],
      not_held: ["organization.delete"],
      holders: 1,
      sample: [{ user_id: member.userId }],
    });
    expect(await outcomeOf(deleteRole(owner, of(trainer)))).toBe("CONFLICT");
    await changeMemberRole(owner, { organization_id, user_id: member.userId, role: "member" });
    expect(await deleteRole(owner, of(trainer))).toMatchObject({ status: "deleted" });
    expect(await outcomeOf(deleteRole(owner, of(trainer)))).toBe("NOT_FOUND");
  });

  it("are previewed with the names of those only whom one sees", async () => {
    const [north, south] = [await newUnit("North"), await newUnit("South")];
    const trainer = await role(owner, "Trainer", []);
    const [builder, inside, outside] = await Promise.all([newPerson("Bea"), newPerson("Ina"), newPerson("Oto")]);
    for (const [person, unit_id] of [[inside, north.id] as const, [outside, south.id] as const]) {
      await join(organization_id, person, "member", unit_id);
      await changeMemberRole(owner, { organization_id, user_id: person.userId, role: "trainer" });
    }
    await role(owner, "Builder", ["roles.manage"]);
    await join(organization_id, builder, "member");
    await changeMemberRole(owner, { organization_id, user_id: builder.userId, role: "builder" });
    const shown = async (by: SessionActor) => {
      const { holders, sample } = await previewRole(by, { ...of(trainer), permissions: [] });
      return [holders, ...sample.map(({ user_id }) => user_id)];
    };
    expect(await shown(builder)).toEqual([2]);
    await addUnitRole(owner, { organization_id, user_id: builder.userId, role: "admin", unit_id: north.id });
    expect(await shown(builder)).toEqual([2, inside.userId]);
    expect(await shown(admin)).toEqual([2, inside.userId, outside.userId]);
  });

  it("of another organization do not exist", async () => {
    const foreign = await role(owner, "Trainer", []);
    const elsewhere = await newOrganization({ owner: stranger });
    const there = { organization_id: elsewhere, role_id: foreign.id ?? "" };
    expect(
      await outcomesOf([
        updateRole(stranger, { ...there, name: "Mine" }),
        deleteRole(stranger, there),
        previewRole(stranger, { ...there, permissions: [] }),
      ]),
    ).toEqual(["NOT_FOUND", "NOT_FOUND", "NOT_FOUND"]);
  });

  it("choose from a list that every signed-in person may read", async () => {
    expect((await listPermissions(stranger)).items.map(({ slug }) => slug)).toEqual(ORGANIZATION_PERMISSION_SLUGS);
    expect(await outcomeOf(listPermissions(anonymous))).toBe("UNAUTHENTICATED");
  });
});

describe("units", () => {
  const unit = (name: string, parent_id: string | null = null, actor = owner) => createUnit(actor, { organization_id, name, parent_id });
  const move = (actor: SessionActor, unit_id: string, parent_id: string | null) =>
    updateUnit(actor, { organization_id, unit_id, parent_id });
  const pathOf = async (id: string) => (await db.unit.findUniqueOrThrow({ where: { id } })).path;

  it("make a tree that moves whole, without cycles", async () => {
    const [a, b] = [await unit("A"), await unit("B")];
    const c = await unit("C", a.id);
    const d = await unit("D", c.id);
    await move(owner, c.id, b.id);
    expect(await pathOf(d.id)).toEqual([b.id, c.id, d.id]);
    for (const below of [c.id, d.id]) expect(await outcomeOf(move(owner, c.id, below))).toBe("CONFLICT");
    await move(owner, c.id, null);
    expect(await pathOf(d.id)).toEqual([c.id, d.id]);
    expect(await updateUnit(owner, { organization_id, unit_id: d.id, name: "Delta" })).toMatchObject({ name: "Delta", parent_id: c.id });
  });

  it("stay without cycles though two are moved below each other at once", async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [await unit("A"), await unit("B")];
      const outcomes = await Promise.all([outcomeOf(move(owner, a.id, b.id)), outcomeOf(move(admin, b.id, a.id))]);
      expect(outcomes.toSorted()).toEqual(["CONFLICT", "accepted"]);
    }
  });

  it("are managed by a unit's own admins within it only", async () => {
    const [north, south] = [await unit("North"), await unit("South")];
    const lead = await newPerson("Lea");
    await join(organization_id, lead, "admin", north.id);
    const harbour = await unit("Harbour", north.id, lead);
    expect(await outcomeOf(unit("Top", null, lead))).toBe("FORBIDDEN");
    expect(await outcomeOf(unit("Else", south.id, lead))).toBe("FORBIDDEN");
    expect(await outcomeOf(move(lead, harbour.id, south.id))).toBe("FORBIDDEN");
    expect(await outcomeOf(move(lead, harbour.id, null))).toBe("FORBIDDEN");
    expect(await outcomeOf(move(lead, north.id, null))).toBe("accepted");
    expect((await listUnits(lead, { organization_id })).items.map(({ name }) => name)).toEqual(["Harbour", "North"]);
    expect(await outcomeOf(listUnits(member, { organization_id }))).toBe("FORBIDDEN");
  });

  it("are moved to where other roles reach them only by whoever could give these there", async () => {
    const [north, south, empty] = [await unit("North"), await unit("South"), await unit("Empty")];
    await role(owner, "Planner", ["units.read", "units.manage"]);
    await changeMemberRole(owner, { organization_id, user_id: member.userId, role: "planner" });
    expect(await outcomeOf(move(member, south.id, empty.id))).toBe("accepted");
    expect(await outcomeOf(move(member, south.id, null))).toBe("accepted");
    // What reaches it through a membership, through one more role, and through an invitation that waits.
    const lead = await newPerson("Lea");
    await join(organization_id, lead, "admin", north.id);
    expect(await outcomeOf(move(member, south.id, north.id))).toBe("FORBIDDEN");
    await db.membership.deleteMany({ where: { userId: lead.userId } });
    expect(await outcomeOf(move(member, south.id, north.id))).toBe("accepted");
    await move(member, south.id, null);
    const given = await addUnitRole(owner, { organization_id, user_id: member.userId, role: "admin", unit_id: north.id });
    expect(await outcomeOf(move(member, south.id, north.id))).toBe("FORBIDDEN");
    expect(await pathOf(south.id)).toEqual([south.id]);
    await removeUnitRole(owner, { organization_id, user_id: member.userId, assignment_id: given.unit_roles[0]?.id ?? "" });
    await createInvitation(owner, { organization_id, email: "new@example.test", role: "admin", unit_id: north.id });
    expect(await outcomeOf(move(member, south.id, north.id))).toBe("FORBIDDEN");
    // Whoever is admin everywhere may, and so may whoever manages what is above both.
    expect(await outcomeOf(move(admin, south.id, north.id))).toBe("accepted");
    await join(organization_id, lead, "admin", north.id);
    const below = await unit("Below", north.id);
    expect(await outcomeOf(move(lead, below.id, south.id))).toBe("accepted");
    expect(await outcomeOf(move(member, below.id, north.id))).toBe("accepted");
  });

  it("are deleted when nothing is left in them", async () => {
    const north = await unit("North");
    const below = await unit("Below", north.id);
    const remove = (unit_id: string) => deleteUnit(owner, { organization_id, unit_id });
    expect(await outcomeOf(remove(north.id))).toBe("CONFLICT");
    await changeMemberRole(owner, { organization_id, user_id: member.userId, role: "member", unit_id: below.id });
    expect(await outcomeOf(remove(below.id))).toBe("CONFLICT");
    await changeMemberRole(owner, { organization_id, user_id: member.userId, role: "member", unit_id: null });
    await remove(below.id);
    expect(await remove(north.id)).toMatchObject({ status: "deleted" });
  });

  it("of another organization do not exist, and cannot become a parent", async () => {
    const elsewhere = await newOrganization({ owner: stranger });
    const foreign = await createUnit(stranger, { organization_id: elsewhere, name: "Foreign", parent_id: null });
    const own = await unit("Own");
    expect(
      await outcomesOf([
        move(owner, own.id, foreign.id),
        unit("Child", foreign.id),
        updateUnit(owner, { organization_id, unit_id: foreign.id, name: "Mine" }),
      ]),
    ).toEqual(["NOT_FOUND", "NOT_FOUND", "NOT_FOUND"]);
  });

  it("end at twelve levels", async () => {
    let parent: string | null = null;
    for (let level = 0; level < 12; level += 1) parent = (await unit(`Level ${level}`, parent)).id;
    expect(await outcomeOf(unit("Too deep", parent))).toBe("VALIDATION_ERROR");
    const other = await unit("Other");
    expect(await outcomeOf(move(owner, other.id, parent))).toBe("VALIDATION_ERROR");
  });
});
