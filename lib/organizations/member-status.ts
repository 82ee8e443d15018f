import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { changeAccess } from "@/lib/organizations/change-access";
import { type Changed, type MemberChange, resume, setEnd, suspend } from "@/lib/organizations/member-changes";
import { changedMember } from "@/lib/organizations/member-list";
import { findTarget } from "@/lib/organizations/member-target";
import type { MemberView, memberContract, setEndContract } from "@/lib/organizations/members.schema";

type MemberInput = z.output<typeof memberContract.input>;

async function change(actor: Actor, input: MemberInput, act: (change: MemberChange) => Promise<Changed>): Promise<MemberView> {
  const { organization_id: organizationId, user_id: userId } = input;
  const used = await changeAccess(actor, "members.update", { organizationId, unitId: "any" }, async (tx, access) => {
    await act({ tx, actor, access, target: await findTarget(tx, organizationId, userId) });
    return access;
  });
  return changedMember(actor, used, userId);
}

/**
 * Shuts a member out until they are let in again; their roles stay. Doing it twice is no error.
 * @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT for the last owner.
 */
export async function suspendMember(actor: Actor, input: MemberInput): Promise<MemberView> {
  return change(actor, input, suspend);
}

/** Lets a suspended member in again. Doing it twice is no error. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function resumeMember(actor: Actor, input: MemberInput): Promise<MemberView> {
  return change(actor, input, resume);
}

/** Sets when a membership ends, or that it does not. @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR for an owner and for the past. */
export async function setMembershipEnd(actor: Actor, input: z.output<typeof setEndContract.input>): Promise<MemberView> {
  return change(actor, input, (one) => setEnd(one, input.ends_at));
}
