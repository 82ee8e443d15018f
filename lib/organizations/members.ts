import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, can, requireUser } from "@/lib/access/authorize";
import { requireFreshProof } from "@/lib/access/fresh-proof";
import { assertInPerson } from "@/lib/access/in-person";
import { audit } from "@/lib/audit/audit";
import { db, isUniqueViolation, type Prisma, type Tx } from "@/lib/db";
import { conflict, invalidInput, notFound } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { changeAccess, lockOrganization } from "@/lib/organizations/change-access";
import { assertMayGrant, findRole } from "@/lib/organizations/granting";
import { closeInvitations } from "@/lib/organizations/invitation-ends";
import { assertAnotherOwner } from "@/lib/organizations/last-owner";
import { assertEndFits, remove } from "@/lib/organizations/member-changes";
import { changedMember } from "@/lib/organizations/member-list";
import { findTarget } from "@/lib/organizations/member-target";
import type { addMemberContract, leaveContract, MemberView, removeMemberContract } from "@/lib/organizations/members.schema";
import { followSessionLimits } from "@/lib/organizations/session-limits";
import { tellMember } from "@/lib/organizations/tell-member";

type AddInput = z.output<typeof addMemberContract.input>;

/**
 * Makes somebody who has an account a member at once, and tells them by mail: whoever runs another organization that they belong to,
 * by the account's id, and administrators of the platform, also by address. Everybody else is invited and decides for themselves,
 * because an organization sees who its members are, and rules how long their sessions live.
 * @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR; CONFLICT for a member.
 */
export async function addMember(actor: Actor, input: AddInput): Promise<MemberView> {
  const organizationId = input.organization_id;
  if (actor.kind === "session") await limit("member.add", actor.userId);
  const scope = { organizationId, unitId: input.unit_id };
  await authorize(actor, "members.add", scope);
  if (!can(actor, "platform.organizations.manage")) {
    if (input.email !== undefined) throw invalidInput({ email: ["Invite this address instead."] });
    // The same for an account that there is not: the answer tells nothing of it.
    if (!(await isKnownTo(actor, input.user_id)))
      throw invalidInput({ user_id: ["Invite this person instead: they decide whether they join."] });
  }
  try {
    const added = await changeAccess(actor, "members.add", scope, async (tx, access) => {
      const person = await findPerson(tx, input);
      const role = await findRole(tx, organizationId, input.role);
      assertMayGrant(access, role, access.place);
      assertEndFits(role.role, input.ends_at);
      // An open invitation has nothing left to offer.
      await closeInvitations(tx, actor, { organizationId, email: person.email }, "member_added");
      await tx.membership.create({
        data: { organizationId, userId: person.id, role: role.role, roleId: role.roleId, unitId: input.unit_id, endsAt: input.ends_at },
        select: { id: true },
      });
      await followSessionLimits(tx, organizationId, person.id);
      await audit(tx, actor, {
        action: "member.added",
        scope: organizationId,
        target: { type: "user", id: person.id },
        details: { role: role.role, unit_id: input.unit_id, ends_at: input.ends_at?.toISOString() ?? null },
      });
      await tellMember(tx, "added", { userId: person.id, to: person.email, organizationName: access.organization.name });
      return { access, userId: person.id };
    });
    return await changedMember(actor, added.access, added.userId);
  } catch (error) {
    if (isUniqueViolation(error)) throw conflict("This person is a member already.", "user_id");
    throw error;
  }
}

/** Whether the actor runs an organization, as its owner or admin, that the person belongs to. */
async function isKnownTo(actor: Actor, userId: string | undefined): Promise<boolean> {
  if (actor.kind !== "session" || userId === undefined) return false;
  const today: Prisma.MembershipWhereInput = { status: "active", OR: [{ endsAt: null }, { endsAt: { gt: new Date() } }] };
  const runs: Prisma.MembershipWhereInput = { ...today, userId: actor.userId, role: { in: ["owner", "admin"] }, unitId: null };
  const organization: Prisma.OrganizationWhereInput = { deletedAt: null, memberships: { some: runs } };
  return (await db.membership.count({ where: { ...today, userId, organization } })) > 0;
}

async function findPerson(tx: Tx, { user_id, email }: AddInput): Promise<{ id: string; email: string }> {
  const person = await tx.user.findFirst({
    where: {
      ...(user_id === undefined ? {} : { id: user_id }),
      ...(email === undefined ? {} : { email }),
      isActive: true,
      emailVerified: { not: null },
    },
    select: { id: true, email: true },
  });
  if (!person) throw notFound("There is no such account.");
  return person;
}

/**
 * Removes a member; from their next request on they are nobody here. They are told by mail.
 * @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT for the last owner.
 */
export async function removeMember(
  actor: Actor,
  input: z.output<typeof removeMemberContract.input>,
): Promise<z.input<typeof removeMemberContract.output>> {
  const { organization_id: organizationId, user_id: userId } = input;
  await changeAccess(actor, "members.remove", { organizationId, unitId: "any" }, async (tx, access) => {
    await remove({ tx, actor, access, target: await findTarget(tx, organizationId, userId) });
  });
  return { user_id: userId, status: "removed" };
}

/**
 * Ends the actor's own membership, also a suspended one. An owner leaves as any owner is removed: in person and freshly proven.
 * @throws AppError NOT_FOUND; FORBIDDEN for somebody who acts as an owner, STEP_UP_REQUIRED; CONFLICT for the last owner.
 */
export async function leaveOrganization(
  actor: Actor,
  input: z.output<typeof leaveContract.input>,
): Promise<z.input<typeof leaveContract.output>> {
  const { userId } = requireUser(actor);
  const organizationId = input.organization_id;
  const own = { organizationId_userId: { organizationId, userId } };
  // Whoever does not belong to it must not make others wait for the lock.
  const before = await db.membership.findUnique({ where: { ...own, organization: { deletedAt: null } }, select: { role: true } });
  if (!before) throw notFound("There is no such organization.");
  if (before.role === "owner") {
    assertInPerson(actor, "organization.owners");
    await requireFreshProof(actor);
  }
  await db.$transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const membership = await tx.membership.findUnique({ where: own, select: { id: true, role: true, email: true } });
    if (!membership) throw notFound("There is no such organization.");
    if (membership.role === "owner") {
      if (before.role !== "owner") throw conflict("You have just become an owner. Try again.");
      await assertAnotherOwner(tx, organizationId, userId);
    }
    await closeInvitations(tx, actor, { organizationId, email: membership.email }, "member_left");
    await tx.membership.delete({ where: { id: membership.id }, select: { id: true } });
    await audit(tx, actor, {
      action: "member.left",
      scope: organizationId,
      target: { type: "user", id: userId },
      details: { role: membership.role },
    });
  });
  return { organization_id: organizationId, status: "left" };
}
