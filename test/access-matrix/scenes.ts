import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Person } from "../system/people";
import { type Caller, callerHolds, factsOf, LEAD_HOLDS } from "./callers";
import type { Here } from "./use";

/** What the names and addresses of everything in a scene hold, so that an answer that tells of it is found. */
export const HUSHED = "hushed";

/** One organization with one of everything, twice: in a unit and in another one. */
export interface Scene {
  unit: Here;
  otherUnit: Here;
}

/** Where a caller tries: the one who leads another unit is sent to that of somebody else. */
export const placeFor = (scene: Scene, caller: Caller): Here => (caller === "elsewhere" ? scene.otherUnit : scene.unit);

/** The account of each caller. */
export type People = (caller: Caller) => Person;

/** All rows of any number of scenes, to be written with one statement a table. */
class Rows {
  readonly organizations: Prisma.OrganizationCreateManyInput[] = [];
  readonly users: Prisma.UserCreateManyInput[] = [];
  readonly sessions: Prisma.SessionCreateManyInput[] = [];
  readonly memberships: Prisma.MembershipCreateManyInput[] = [];
  readonly units: Prisma.UnitCreateManyInput[] = [];
  readonly roles: Prisma.RoleCreateManyInput[] = [];
  readonly assignments: Prisma.RoleAssignmentCreateManyInput[] = [];
  readonly invitations: Prisma.InvitationCreateManyInput[] = [];

  async write(): Promise<void> {
    await db.organization.createMany({ data: this.organizations });
    await db.user.createMany({ data: this.users });
    await db.session.createMany({ data: this.sessions });
    await db.unit.createMany({ data: this.units });
    await db.role.createMany({ data: this.roles });
    await db.membership.createMany({ data: this.memberships });
    await db.roleAssignment.createMany({ data: this.assignments });
    await db.invitation.createMany({ data: this.invitations });
  }
}

function addPlace(rows: Rows, organizationId: string, shared: Pick<Here, "slug" | "role" | "roleSlug">): Here {
  const here: Here = {
    ...shared,
    organization: organizationId,
    ...{ unit: randomUUID(), emptyUnit: randomUUID(), target: randomUUID(), assignment: randomUUID() },
    ...{
      invitation: randomUUID(),
      newcomer: randomUUID(),
      session: randomUUID(),
      unconfirmed: randomUUID(),
      address: `new-${randomUUID()}@example.test`,
    },
  };
  const { unit, emptyUnit, target, newcomer, unconfirmed, session } = here;
  rows.units.push({ id: unit, organizationId, name: `${HUSHED} unit`, path: [unit] });
  rows.units.push({ id: emptyUnit, organizationId, parentId: unit, name: `${HUSHED} unit`, path: [unit, emptyUnit] });
  const soon = new Date(Date.now() + 3_600_000);
  for (const id of [target, newcomer]) rows.users.push({ id, email: `${HUSHED}-${id}@example.test`, emailVerified: new Date() });
  rows.users.push({ id: unconfirmed, email: `${HUSHED}-${unconfirmed}@example.test` });
  const end = { expires: soon, absoluteExpiresAt: soon, idleSeconds: 600, authTime: new Date() };
  rows.sessions.push({ id: session, sessionToken: session, userId: newcomer, ...end });
  const membershipId = randomUUID();
  rows.memberships.push({ id: membershipId, organizationId, userId: target, role: "member", unitId: unit });
  rows.assignments.push({ id: here.assignment, organizationId, membershipId, role: "member", unitId: unit });
  rows.invitations.push({
    id: here.invitation,
    organizationId,
    email: `${HUSHED}-${randomUUID()}@example.test`,
    role: "member",
    unitId: unit,
    expiresAt: soon,
  });
  return here;
}

/** Another organization, which these run and to which those belong: whoever may add people may add them. */
function addSister(rows: Rows, keeper: Person, runBy: readonly string[], members: readonly string[]): void {
  const organizationId = randomUUID();
  rows.organizations.push({ id: organizationId, slug: `org-${organizationId.slice(0, 13)}`, name: "Sister Club" });
  rows.memberships.push({ organizationId, userId: keeper.id, role: "owner" });
  for (const userId of runBy) rows.memberships.push({ organizationId, userId, role: "admin" });
  for (const userId of members) rows.memberships.push({ organizationId, userId, role: "member" });
}

function addScene(rows: Rows, keeper: Person, people: readonly [Caller, Person][]): Scene {
  const id = randomUUID();
  const slug = `org-${id.slice(0, 13)}`;
  const [role, lead] = [randomUUID(), randomUUID()];
  const roleSlug = `coach-${id.slice(0, 8)}`;
  rows.organizations.push({ id, slug, name: "Harbour Club" });
  rows.roles.push({ id: role, organizationId: id, slug: roleSlug, name: `${HUSHED} coach`, permissions: ["members.read"] });
  rows.roles.push({ id: lead, organizationId: id, slug: "lead", name: "Lead", permissions: [...LEAD_HOLDS] });
  // Whoever leaves or is taken away, an owner stays.
  rows.memberships.push({ organizationId: id, userId: keeper.id, role: "owner" });
  const shared = { slug, role, roleSlug };
  const scene = { unit: addPlace(rows, id, shared), otherUnit: addPlace(rows, id, shared) };
  for (const [caller, person] of people) {
    const { member } = factsOf(caller);
    if (!member) continue;
    const ledBy = member.role === "lead" ? { roleId: lead, ...(member.in ? { unitId: scene.unit.unit } : {}) } : {};
    const now = member.now === "suspended" ? { status: "suspended" as const } : member.now ? { endsAt: new Date(Date.now() - 1000) } : {};
    rows.memberships.push({ organizationId: id, userId: person.id, role: member.role, ...ledBy, ...now });
  }
  const mayAdd = people.flatMap(([caller, { id: userId }]) =>
    callerHolds(caller, "members.add", "some unit") && factsOf(caller).member ? [userId] : [],
  );
  addSister(rows, keeper, mayAdd, [scene.unit.newcomer, scene.otherUnit.newcomer]);
  return scene;
}

/** A scene in which each of these has their place, for what is refused. */
export async function sceneOf(keeper: Person, callers: readonly Caller[], people: People): Promise<Scene> {
  const rows = new Rows();
  const scene = addScene(
    rows,
    keeper,
    callers.map((caller) => [caller, people(caller)]),
  );
  await rows.write();
  return scene;
}

/** A scene for each of these, which nobody else touches. */
export async function scenesFor(keeper: Person, callers: readonly Caller[], people: People): Promise<Scene[]> {
  const rows = new Rows();
  const scenes = callers.map((caller) => addScene(rows, keeper, [[caller, people(caller)]]));
  await rows.write();
  return scenes;
}
