import { db } from "@/lib/db";
import type { Answer } from "../system/client";
import { addMember, newColleague, newScene, type Scene as Organization } from "../system/organization";
import { addPerson, newAddress } from "../system/people";
import type { AuditedEvent, Scene } from "./audited-events";

/** One act in an organization of which the person of the scene is the owner. */
function inOrganization(
  name: string,
  act: (scene: Scene, organization: Organization, at: string) => Promise<Answer>,
  ...actions: string[]
): AuditedEvent {
  const made = new Map<string, Organization>();
  return {
    name,
    before: async ({ person }) => {
      const organization = await newScene(person);
      made.set(organization.organization, organization);
      return organization.organization;
    },
    act: (scene, id) => {
      const organization = made.get(id);
      if (!organization) throw new Error("The organization was not made");
      return act(scene, organization, `/api/v1/organizations/${id}`);
    },
    rows: actions.map((action) => `${action} success user`),
  };
}

/** What becomes of an invitation of the person, to an organization of somebody else. */
function invited(name: string, answer: "accept" | "decline", ...actions: string[]): AuditedEvent {
  return {
    name,
    before: async ({ person }) => {
      const { invitation } = await newScene(await addPerson());
      await db.invitation.update({ where: { id: invitation }, data: { email: person.email } });
      return invitation;
    },
    act: ({ client }, invitation_id) => client.request(`/api/v1/organizations/invitations/${answer}`, { json: { invitation_id } }),
    rows: actions.map((action) => `${action} success user`),
  };
}

const change = ({ client }: Scene, path: string, json: unknown = {}) => client.request(path, { method: "PATCH", json });
const make = ({ client }: Scene, path: string, json: unknown = {}) => client.request(path, { json });
const put = ({ client }: Scene, path: string, json: unknown) => client.request(path, { method: "PUT", json });
const end = ({ client }: Scene, path: string) => client.request(path, { method: "DELETE", json: {} });

/** Every security event of an organization that people can cause over HTTP, and the one row that it leaves. */
export const auditedOrganizationEvents: AuditedEvent[] = [
  {
    name: "making an organization",
    act: (scene) => make(scene, "/api/v1/organizations", { name: "Harbour Club" }),
    rows: ["organization.created success user"],
  },
  inOrganization("renaming it", (scene, _, at) => change(scene, at, { name: "Renamed" }), "organization.updated"),
  inOrganization(
    "changing its policy",
    (scene, _, at) => put(scene, `${at}/security-policy`, { password_policy: "nist" }),
    "organization.policy_changed",
  ),
  inOrganization("deleting it", (scene, _, at) => end(scene, at), "organization.deleted"),
  inOrganization(
    "restoring it",
    async (scene, { organization }, at) => {
      await db.organization.update({ where: { id: organization }, data: { deletedAt: new Date() } });
      return make(scene, `${at}/restore`);
    },
    "organization.restored",
  ),
  inOrganization(
    "adding a member",
    async (scene, _, at) => make(scene, `${at}/members`, { user_id: (await newColleague(scene.person)).id }),
    "member.added",
  ),
  inOrganization("removing a member", (scene, { target }, at) => end(scene, `${at}/members/${target.id}`), "member.removed"),
  inOrganization(
    "leaving",
    async (scene, { organization }, at) => {
      await addMember(organization, await addPerson(), "owner");
      return make(scene, `${at}/leave`);
    },
    "member.left",
  ),
  inOrganization(
    "changing a role",
    (scene, { target }, at) => change(scene, `${at}/members/${target.id}/role`, { role: "trainer" }),
    "member.role_changed",
  ),
  inOrganization(
    "giving a role in a unit",
    (scene, { target, unit }, at) => make(scene, `${at}/members/${target.id}/unit-roles`, { role: "trainer", unit_id: unit }),
    "member.role_added",
  ),
  inOrganization(
    "taking it away",
    (scene, { target, assignment }, at) => end(scene, `${at}/members/${target.id}/unit-roles/${assignment}`),
    "member.role_taken",
  ),
  inOrganization("suspending a member", (scene, { target }, at) => make(scene, `${at}/members/${target.id}/suspend`), "member.suspended"),
  inOrganization(
    "letting them in again",
    async (scene, { organization, target }, at) => {
      await db.membership.updateMany({ where: { organizationId: organization, userId: target.id }, data: { status: "suspended" } });
      return make(scene, `${at}/members/${target.id}/resume`);
    },
    "member.resumed",
  ),
  inOrganization(
    "setting an end",
    (scene, { target }, at) => change(scene, `${at}/members/${target.id}`, { ends_at: "2090-01-01T00:00:00Z" }),
    "member.end_changed",
  ),
  inOrganization("inviting", (scene, _, at) => make(scene, `${at}/invitations`, { email: newAddress() }), "invitation.created"),
  inOrganization(
    "inviting again",
    (scene, { invitation }, at) => make(scene, `${at}/invitations/${invitation}/resend`),
    "invitation.resent",
  ),
  inOrganization(
    "copying a link",
    (scene, { invitation }, at) => make(scene, `${at}/invitations/${invitation}/link`),
    "invitation.link_copied",
  ),
  inOrganization("revoking", (scene, { invitation }, at) => end(scene, `${at}/invitations/${invitation}`), "invitation.revoked"),
  invited("accepting an invitation", "accept", "invitation.accepted", "member.joined"),
  invited("declining an invitation", "decline", "invitation.declined"),
  inOrganization("making a role", (scene, _, at) => make(scene, `${at}/roles`, { name: "Coach", permissions: [] }), "role.created"),
  inOrganization(
    "changing a role of its own",
    (scene, { role }, at) => change(scene, `${at}/roles/${role}`, { name: "Coach" }),
    "role.updated",
  ),
  inOrganization("deleting a role", (scene, { role }, at) => end(scene, `${at}/roles/${role}`), "role.deleted"),
  inOrganization("making a unit", (scene, _, at) => make(scene, `${at}/units`, { name: "Office" }), "unit.created"),
  inOrganization("renaming a unit", (scene, { unit }, at) => change(scene, `${at}/units/${unit}`, { name: "Office" }), "unit.updated"),
  inOrganization(
    "moving a unit",
    (scene, { unit, emptyUnit }, at) => change(scene, `${at}/units/${emptyUnit}`, { parent_id: unit }),
    "unit.moved",
  ),
  inOrganization("deleting a unit", (scene, { emptyUnit }, at) => end(scene, `${at}/units/${emptyUnit}`), "unit.deleted"),
  inOrganization(
    "changing how long its log is kept",
    (scene, _, at) => put(scene, `${at}/audit-retention`, { days: 90 }),
    "audit.retention_changed",
  ),
  inOrganization("taking its log along", ({ client }, _, at) => client.request(`${at}/audit-events/export`), "audit.exported"),
];
