import type { Actor } from "@/lib/access/actor";
import { holds, type OrganizationAccess } from "@/lib/access/organization-access";
import type { AuditAction } from "@/lib/audit/actions";
import { audit } from "@/lib/audit/audit";
import type { Json } from "@/lib/audit/clean";
import type { Tx } from "@/lib/db";
import { forbidden, invalidInput } from "@/lib/errors";
import { assertMayGrant, findPlace, findRole } from "@/lib/organizations/granting";
import { closeInvitations } from "@/lib/organizations/invitation-ends";
import { assertAnotherOwner } from "@/lib/organizations/last-owner";
import { assertMayTouch, type TargetMember } from "@/lib/organizations/member-target";
import { followSessionLimits } from "@/lib/organizations/session-limits";
import { tellMember } from "@/lib/organizations/tell-member";

// What can be done to a member, for one and for many alike. Each asks for everything before it writes anything: one that
// is refused leaves the transaction as it was, so that the next can go on in it.

/** One member who is about to be changed, under the organization's lock (lib/organizations/change-access.ts), and by whom. */
export interface MemberChange {
  tx: Tx;
  actor: Actor;
  access: OrganizationAccess;
  target: TargetMember;
}

/** `unchanged`: it was so already. */
export type Changed = "done" | "unchanged";

async function record({ tx, actor, access, target }: MemberChange, action: AuditAction, details: Record<string, Json> = {}): Promise<void> {
  await audit(tx, actor, { action, scope: access.organization.id, target: { type: "user", id: target.userId }, details });
}

/**
 * Gives a member another role, another unit, or both. Neither the role that is taken nor the one that is given may hold
 * more than the actor does where it is held, and an owner's is the owners' business.
 * @param wanted an absent unit stays; null is the whole organization.
 * @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR; CONFLICT for the last owner.
 */
export async function giveRole(change: MemberChange, wanted: { role: string; unitId?: string | null | undefined }): Promise<Changed> {
  const { tx, access, target } = change;
  const organizationId = access.organization.id;
  assertMayTouch(access, "roles.assign", target);
  const role = await findRole(tx, organizationId, wanted.role);
  const unitId = wanted.unitId === undefined ? (role.role === "owner" ? null : target.unitId) : wanted.unitId;
  const place = await findPlace(tx, organizationId, unitId);
  if (!holds(access, "roles.assign", place)) throw forbidden("You cannot give a role there.");
  assertMayGrant(access, role, place);
  if (role.role === "owner" && target.endsAt !== null) {
    throw invalidInput({ role: ["An owner's membership has no end: take the end date away first."] });
  }
  if (target.role === role.role && target.unitId === unitId) return "unchanged";
  if (target.role === "owner" && role.role !== "owner") await assertAnotherOwner(tx, organizationId, target.userId);
  await tx.membership.update({
    where: { id: target.membershipId },
    data: { role: role.role, roleId: role.roleId, unitId },
    select: { id: true },
  });
  await record(change, "member.role_changed", { from: target.role, to: role.role, from_unit_id: target.unitId, to_unit_id: unitId });
  return "done";
}

/** Shuts a member out until they are let in again; their roles stay. @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT for the last owner. */
export async function suspend(change: MemberChange): Promise<Changed> {
  const { tx, access, target } = change;
  assertMayTouch(access, "members.update", target);
  if (target.status === "suspended") return "unchanged";
  if (target.role === "owner") await assertAnotherOwner(tx, access.organization.id, target.userId);
  await tx.membership.update({ where: { id: target.membershipId }, data: { status: "suspended" }, select: { id: true } });
  await record(change, "member.suspended");
  return "done";
}

/** Lets a suspended member in again. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function resume(change: MemberChange): Promise<Changed> {
  const { tx, access, target } = change;
  assertMayTouch(access, "members.update", target);
  if (target.status === "active") return "unchanged";
  await tx.membership.update({ where: { id: target.membershipId }, data: { status: "active" }, select: { id: true } });
  await followSessionLimits(tx, access.organization.id, target.userId);
  await record(change, "member.resumed");
  return "done";
}

/**
 * Sets when a membership ends; null is never. Nobody puts off their own end: it is what others have set.
 * @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR for an owner and for the past.
 */
export async function setEnd(change: MemberChange, endsAt: Date | null): Promise<Changed> {
  const { tx, actor, access, target } = change;
  assertMayTouch(access, "members.update", target);
  if (target.endsAt?.getTime() === endsAt?.getTime()) return "unchanged";
  const isLater = target.endsAt !== null && (endsAt === null || endsAt > target.endsAt);
  if (isLater && actor.kind === "session" && actor.userId === target.userId) throw forbidden("Somebody else must put off your end date.");
  assertEndFits(target.role, endsAt);
  await tx.membership.update({ where: { id: target.membershipId }, data: { endsAt }, select: { id: true } });
  // Whose membership had ended is a member again.
  await followSessionLimits(tx, access.organization.id, target.userId);
  await record(change, "member.end_changed", { from: target.endsAt?.toISOString() ?? null, to: endsAt?.toISOString() ?? null });
  return "done";
}

/** Owners stay until they leave or are removed: an organization must not lose them by a date. @throws AppError VALIDATION_ERROR. */
export function assertEndFits(role: string, endsAt: Date | null): void {
  if (endsAt === null) return;
  if (role === "owner") throw invalidInput({ ends_at: ["An owner's membership has no end."] });
  if (endsAt.getTime() <= Date.now()) throw invalidInput({ ends_at: ["Choose a time that is still to come."] });
}

/**
 * Ends a membership with every role of it, and tells them by mail. What their address is still invited to here ends as well: who is removed
 * has no way back that nobody thought of. @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT for the last owner.
 */
export async function remove(change: MemberChange): Promise<Changed> {
  const { tx, access, target } = change;
  assertMayTouch(access, "members.remove", target);
  if (target.role === "owner") await assertAnotherOwner(tx, access.organization.id, target.userId);
  await closeInvitations(tx, change.actor, { organizationId: access.organization.id, email: target.email }, "member_removed");
  await tx.membership.delete({ where: { id: target.membershipId }, select: { id: true } });
  await record(change, "member.removed", { role: target.role, unit_id: target.unitId });
  await tellMember(tx, "removed", { userId: target.userId, to: target.email, organizationName: access.organization.name });
  return "done";
}
