import { beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { unitsHeldIn } from "@/lib/access/organization-access";
import { ORGANIZATION_PERMISSION_SLUGS, ORGANIZATION_PERMISSIONS, type OrganizationPermission } from "@/lib/access/permissions";
import { db } from "@/lib/db";
import { explain } from "@/lib/organizations/explanation";
import { createRole, updateRole } from "@/lib/organizations/roles";
import { createUnit } from "@/lib/organizations/units";
import { anonymous, newOrganization, newPerson, operator, outcomeOf } from "@/test/organization";

let owner: SessionActor;
let admin: SessionActor;
let member: SessionActor;
let lead: SessionActor;
let stranger: SessionActor;
let platformAdmin: SessionActor;
let organizationId: string;
let north: string;
let south: string;
let harbour: string;
let leadRole: string;

beforeAll(async () => {
  [owner, admin, member, lead, stranger] = await Promise.all([
    newPerson("Olga"),
    newPerson("Adam"),
    newPerson("Mia"),
    newPerson("Lea"),
    newPerson("Sven"),
  ]);
  platformAdmin = await newPerson("Paula", { role: "admin" });
  organizationId = await newOrganization({ owner, admin, member });
  const unit = async (name: string, parent_id: string | null) =>
    (await createUnit(owner, { organization_id: organizationId, name, parent_id })).id;
  north = await unit("North", null);
  south = await unit("South", null);
  harbour = await unit("Harbour", north);
  const role = await createRole(owner, {
    organization_id: organizationId,
    name: "Lead",
    description: "",
    permissions: ["members.read", "roles.read"],
  });
  leadRole = role.id ?? "";
  await db.membership.create({ data: { organizationId, userId: lead.userId, role: role.slug, roleId: leadRole, unitId: north } });
});

const may = (person: SessionActor, permission: OrganizationPermission, unitId?: string | "any") =>
  outcomeOf(authorize(person, permission, { organizationId, ...(unitId ? { unitId } : {}) }));

describe("authorize in an organization", () => {
  it.each(ORGANIZATION_PERMISSION_SLUGS)("gives %s to exactly the built-in roles of the table", async (permission) => {
    const holders: readonly string[] = ORGANIZATION_PERMISSIONS[permission].roles;
    for (const [role, person] of Object.entries({ owner, admin, member })) {
      expect(await may(person, permission), role).toBe(holders.includes(role) ? "accepted" : "FORBIDDEN");
    }
  });

  it("hides the organization from whoever does not belong to it", async () => {
    expect(await may(stranger, "organization.read")).toBe("NOT_FOUND");
    expect(await outcomeOf(authorize(anonymous, "organization.read", { organizationId }))).toBe("UNAUTHENTICATED");
    expect(await outcomeOf(authorize(owner, "organization.read", { organizationId: stranger.userId }))).toBe("NOT_FOUND");
  });

  it("lets administrators of the platform and the system do everything", async () => {
    for (const actor of [platformAdmin, operator])
      expect(await outcomeOf(authorize(actor, "organization.delete", { organizationId }))).toBe("accepted");
  });

  it("limits a role to its unit and what is below it", async () => {
    expect(await may(lead, "members.read", north)).toBe("accepted");
    expect(await may(lead, "members.read", harbour)).toBe("accepted");
    expect(await may(lead, "members.read", south)).toBe("FORBIDDEN");
    expect(await may(lead, "members.read")).toBe("FORBIDDEN");
    expect(unitsHeldIn(await authorize(lead, "members.read", { organizationId, unitId: "any" }), "members.read")).toEqual([north]);
    expect(await may(lead, "organization.read")).toBe("accepted");
  });

  it("answers a unit of another organization as one that does not exist", async () => {
    const elsewhere = await newOrganization({ owner: stranger });
    const unit = await createUnit(stranger, { organization_id: elsewhere, name: "Foreign", parent_id: null });
    expect(await may(owner, "members.read", unit.id)).toBe("NOT_FOUND");
    expect(await outcomeOf(authorize(platformAdmin, "members.read", { organizationId, unitId: unit.id }))).toBe("NOT_FOUND");
  });

  it("counts a suspended or ended membership as none, from the next request on", async () => {
    const person = await newPerson("Tom");
    const own = { organizationId_userId: { organizationId, userId: person.userId } };
    await db.membership.create({ data: { organizationId, userId: person.userId, role: "admin" } });
    expect(await may(person, "members.read")).toBe("accepted");
    await db.membership.update({ where: own, data: { status: "suspended" } });
    expect(await may(person, "members.read")).toBe("NOT_FOUND");
    await db.membership.update({ where: own, data: { status: "active", endsAt: new Date(Date.now() - 1000) } });
    expect(await may(person, "members.read")).toBe("NOT_FOUND");
    await db.membership.update({ where: own, data: { endsAt: new Date(Date.now() + 60_000) } });
    expect(await may(person, "members.read")).toBe("accepted");
  });

  it("follows a role of the organization's own as it changes", async () => {
    expect(await may(lead, "audit.read", north)).toBe("FORBIDDEN");
    await updateRole(owner, {
      organization_id: organizationId,
      role_id: leadRole,
      permissions: ["members.read", "roles.read", "audit.read"],
    });
    expect(await may(lead, "audit.read", north)).toBe("accepted");
  });
});

describe("explain", () => {
  const ask = (actor: SessionActor, person: SessionActor, permission: string, unit_id?: string) =>
    explain(actor, { organization_id: organizationId, user_id: person.userId, permission, ...(unit_id ? { unit_id } : {}) });

  it("names the role, its reach and what grants it", async () => {
    expect(await ask(owner, lead, "members.read", harbour)).toMatchObject({
      allowed: true,
      reasons: [{ role: "lead", role_name: "Lead", unit_id: north, unit_name: "North", grant: "role" }],
      summary: "Yes: they are Lead of North, a role that holds it.",
    });
    expect(await ask(owner, admin, "members.read")).toMatchObject({ reasons: [{ role: "admin", unit_id: null }] });
    expect(await ask(owner, member, "organization.read")).toMatchObject({ allowed: true });
  });

  it("says why not", async () => {
    expect(await ask(owner, lead, "members.read", south)).toMatchObject({
      allowed: false,
      out_of_reach: [{ role: "lead", unit_name: "North" }],
    });
    expect(await ask(owner, member, "members.read")).toMatchObject({ allowed: false, obstacle: null });
    expect(await ask(platformAdmin, stranger, "members.read")).toMatchObject({ allowed: false, obstacle: "not_a_member" });
  });

  it("is for oneself, and for whoever sees roles", async () => {
    expect(await outcomeOf(ask(member, member, "members.read"))).toBe("accepted");
    expect(await outcomeOf(ask(member, owner, "members.read"))).toBe("FORBIDDEN");
    expect(await outcomeOf(ask(owner, stranger, "members.read"))).toBe("NOT_FOUND");
    expect(await outcomeOf(ask(lead, member, "members.read"))).toBe("NOT_FOUND");
    expect(await outcomeOf(ask(owner, lead, "members.everything"))).toBe("VALIDATION_ERROR");
  });
});
