import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import type { Client } from "./client";
import { addPerson, newAddress, openSession, type Person } from "./people";
import type { Portal } from "./portal";

/** Everything in an organization that an address or a body can name. */
export interface Scene {
  organization: string;
  /** A plain member, whom things are done to. */
  target: Person;
  unit: string;
  emptyUnit: string;
  role: string;
  assignment: string;
  invitation: string;
}

/** An organization with one of everything, written straight into the database; its owner is `owner`. */
export async function newScene(owner: Person): Promise<Scene> {
  const slug = `org-${randomUUID().slice(0, 13)}`;
  const { id: organizationId } = await db.organization.create({ data: { slug, name: "Harbour Club" }, select: { id: true } });
  await db.organizationLogo.create({ data: { organizationId, digest: "0", bytes: new Uint8Array([0]) }, select: { digest: true } });
  await addMember(organizationId, owner, "owner");
  const target = await addPerson();
  const membershipId = await addMember(organizationId, target, "member");
  const newUnit = async () => {
    const id = randomUUID();
    await db.unit.create({ data: { id, organizationId, name: "Unit", path: [id] }, select: { id: true } });
    return id;
  };
  const [unit, emptyUnit] = [await newUnit(), await newUnit()];
  const role = await db.role.create({
    data: { organizationId, slug: "trainer", name: "Trainer", permissions: ["members.read"] },
    select: { id: true },
  });
  const assignment = await db.roleAssignment.create({
    data: { organizationId, membershipId, role: "member", unitId: unit },
    select: { id: true },
  });
  const invitation = await db.invitation.create({
    data: { organizationId, email: newAddress("invited"), role: "member", expiresAt: new Date(Date.now() + 3_600_000) },
    select: { id: true },
  });
  return { organization: organizationId, target, unit, emptyUnit, role: role.id, assignment: assignment.id, invitation: invitation.id };
}

/** Makes a person a member with a built-in role. */
export async function addMember(
  organizationId: string,
  person: Person,
  role: string,
  more: { status?: "active" | "suspended"; endsAt?: Date } = {},
): Promise<string> {
  const made = await db.membership.create({ data: { organizationId, userId: person.id, role, ...more }, select: { id: true } });
  return made.id;
}

/** Somebody who belongs to another organization, which these run: whom they may add at once. */
export async function newColleague(...admins: Person[]): Promise<Person> {
  const slug = `org-${randomUUID().slice(0, 13)}`;
  const { id } = await db.organization.create({ data: { slug, name: "Sister Club" }, select: { id: true } });
  const person = await addPerson();
  await addMember(id, person, "member");
  for (const admin of admins) await addMember(id, admin, "admin");
  return person;
}

/** A member with a browser of their own. */
export async function signedInMember(portal: Portal, organizationId: string, role: string): Promise<Client & { person: Person }> {
  const person = await addPerson();
  await addMember(organizationId, person, role);
  return Object.assign(await openSession(portal, person), { person });
}
