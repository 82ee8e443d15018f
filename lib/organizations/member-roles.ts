import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { holds } from "@/lib/access/organization-access";
import { audit } from "@/lib/audit/audit";
import { isUniqueViolation } from "@/lib/db";
import { conflict, forbidden, notFound } from "@/lib/errors";
import { changeAccess } from "@/lib/organizations/change-access";
import { assertMayGrant, findPlace, findRole } from "@/lib/organizations/granting";
import { giveRole } from "@/lib/organizations/member-changes";
import { changedMember } from "@/lib/organizations/member-list";
import { findTarget } from "@/lib/organizations/member-target";
import type { addUnitRoleContract, changeRoleContract, MemberView, removeUnitRoleContract } from "@/lib/organizations/members.schema";

/**
 * Changes a member's role, their unit, or both; it counts from their next request on.
 * @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR; CONFLICT for the last owner.
 */
export async function changeMemberRole(actor: Actor, input: z.output<typeof changeRoleContract.input>): Promise<MemberView> {
  const { organization_id: organizationId, user_id: userId, role, unit_id: unitId } = input;
  const used = await changeAccess(actor, "roles.assign", { organizationId, unitId: "any" }, async (tx, access) => {
    const target = await findTarget(tx, organizationId, userId);
    await giveRole({ tx, actor, access, target }, { role, unitId });
    return access;
  });
  return changedMember(actor, used, userId);
}

/**
 * Gives a member one more role, in a unit and what is below it. @throws AppError NOT_FOUND, FORBIDDEN,
 * VALIDATION_ERROR for an owner; CONFLICT for a role that they have there.
 */
export async function addUnitRole(actor: Actor, input: z.output<typeof addUnitRoleContract.input>): Promise<MemberView> {
  const { organization_id: organizationId, user_id: userId, unit_id: unitId } = input;
  try {
    const used = await changeAccess(actor, "roles.assign", { organizationId, unitId }, async (tx, access) => {
      const target = await findTarget(tx, organizationId, userId);
      if (!holds(access, "members.read", target.place)) throw notFound("There is no such member.");
      const role = await findRole(tx, organizationId, input.role);
      assertMayGrant(access, role, access.place);
      const data = { organizationId, membershipId: target.membershipId, role: role.role, roleId: role.roleId, unitId };
      await tx.roleAssignment.create({ data, select: { id: true } });
      await audit(tx, actor, {
        action: "member.role_added",
        scope: organizationId,
        target: { type: "user", id: userId },
        details: { role: role.role, unit_id: unitId },
      });
      return access;
    });
    return await changedMember(actor, used, userId);
  } catch (error) {
    if (isUniqueViolation(error)) throw conflict("They have this role in this unit already.", "role");
    throw error;
  }
}

/** Takes such a role away again. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function removeUnitRole(actor: Actor, input: z.output<typeof removeUnitRoleContract.input>): Promise<MemberView> {
  const { organization_id: organizationId, user_id: userId } = input;
  const used = await changeAccess(actor, "roles.assign", { organizationId, unitId: "any" }, async (tx, access) => {
    const found = await tx.roleAssignment.findFirst({
      where: { id: input.assignment_id, organizationId, membership: { userId } },
      select: { id: true, role: true, unitId: true },
    });
    if (!found) throw notFound("There is no such role in a unit.");
    const place = await findPlace(tx, organizationId, found.unitId);
    if (!holds(access, "roles.assign", place)) throw forbidden();
    assertMayGrant(access, await findRole(tx, organizationId, found.role), place);
    await tx.roleAssignment.delete({ where: { id: found.id }, select: { id: true } });
    await audit(tx, actor, {
      action: "member.role_taken",
      scope: organizationId,
      target: { type: "user", id: userId },
      details: { role: found.role, unit_id: found.unitId },
    });
    return access;
  });
  return changedMember(actor, used, userId);
}
