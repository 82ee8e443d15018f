import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import type { Tx } from "@/lib/db";
import { changeAccess } from "@/lib/organizations/change-access";
import { assertAnotherOwner } from "@/lib/organizations/last-owner";
import { getMember } from "@/lib/organizations/member-list";
import { assertMayTouch, findTarget, type TargetMember } from "@/lib/organizations/member-target";
import { assertEndFits } from "@/lib/organizations/members";
import type { MemberView, memberContract, setEndContract } from "@/lib/organizations/members.schema";

type MemberInput = z.output<typeof memberContract.input>;

async function change(actor: Actor, input: MemberInput, write: (tx: Tx, target: TargetMember) => Promise<void>): Promise<MemberView> {
  const { organization_id: organizationId, user_id: userId } = input;
  await changeAccess(actor, "members.update", { organizationId, unitId: "any" }, async (tx, access) => {
    const target = await findTarget(tx, organizationId, userId);
    assertMayTouch(access, "members.update", target);
    await write(tx, target);
  });
  const system: Actor = { kind: "system", name: "self", context: actor.context };
  return getMember(system, { organization_id: organizationId, user_id: userId });
}

/**
 * Shuts a member out until they are let in again; their roles stay. Doing it twice is no error.
 * @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT for the last owner.
 */
export async function suspendMember(actor: Actor, input: MemberInput): Promise<MemberView> {
  return change(actor, input, async (tx, target) => {
    if (target.status === "suspended") return;
    if (target.role === "owner") await assertAnotherOwner(tx, input.organization_id, target.userId);
    await tx.membership.update({ where: { id: target.membershipId }, data: { status: "suspended" }, select: { id: true } });
    await audit(tx, actor, { action: "member.suspended", scope: input.organization_id, target: { type: "user", id: target.userId } });
  });
}

/** Lets a suspended member in again. Doing it twice is no error. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function resumeMember(actor: Actor, input: MemberInput): Promise<MemberView> {
  return change(actor, input, async (tx, target) => {
    if (target.status === "active") return;
    await tx.membership.update({ where: { id: target.membershipId }, data: { status: "active" }, select: { id: true } });
    await audit(tx, actor, { action: "member.resumed", scope: input.organization_id, target: { type: "user", id: target.userId } });
  });
}

/** Sets when a membership ends, or that it does not. @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR for an owner and for the past. */
export async function setMembershipEnd(actor: Actor, input: z.output<typeof setEndContract.input>): Promise<MemberView> {
  return change(actor, input, async (tx, target) => {
    assertEndFits(target.role, input.ends_at);
    await tx.membership.update({ where: { id: target.membershipId }, data: { endsAt: input.ends_at }, select: { id: true } });
    await audit(tx, actor, {
      action: "member.end_changed",
      scope: input.organization_id,
      target: { type: "user", id: target.userId },
      details: { from: target.endsAt?.toISOString() ?? null, to: input.ends_at?.toISOString() ?? null },
    });
  });
}
