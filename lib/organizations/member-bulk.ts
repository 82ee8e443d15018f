import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import type { OrganizationAccess } from "@/lib/access/organization-access";
import type { OrganizationPermission } from "@/lib/access/permissions";
import type { Tx } from "@/lib/db";
import { AppError, invalidInput } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { changeAccess } from "@/lib/organizations/change-access";
import { findPlace, findRole } from "@/lib/organizations/granting";
import type { BulkResult, changeMembersContract } from "@/lib/organizations/member-bulk.schema";
import { type Changed, giveRole, type MemberChange, remove, resume, setEnd, suspend } from "@/lib/organizations/member-changes";
import { findTarget, type TargetMember } from "@/lib/organizations/member-target";

type Input = z.output<typeof changeMembersContract.input>;
type Output = z.input<typeof changeMembersContract.output>;

/** So many are changed under one lock: others who change something here wait no longer than for these. */
const UNDER_ONE_LOCK = 20;

interface Work {
  permission: OrganizationPermission;
  /** What concerns all of them alike; wrong, nobody is changed. */
  check: (tx: Tx) => Promise<void>;
  act: (change: MemberChange) => Promise<Changed>;
}

const nothingToCheck = async (): Promise<void> => undefined;

function workOf({ organization_id: organizationId, act, role, unit_id: unitId, ends_at: endsAt }: Input): Work {
  switch (act) {
    case "change_role": {
      if (role === undefined) throw invalidInput({ role: ["Choose a role."] });
      const check = async (tx: Tx) => {
        await findRole(tx, organizationId, role);
        await findPlace(tx, organizationId, unitId ?? null);
      };
      return { permission: "roles.assign", check, act: (change) => giveRole(change, { role, unitId }) };
    }
    case "move": {
      if (unitId === undefined) throw invalidInput({ unit_id: ["Choose a unit, or null for the whole organization."] });
      const check = async (tx: Tx) => {
        await findPlace(tx, organizationId, unitId);
      };
      return { permission: "roles.assign", check, act: (change) => giveRole(change, { role: change.target.role, unitId }) };
    }
    case "set_end": {
      if (endsAt === undefined) throw invalidInput({ ends_at: ["Give a time, or null for no end."] });
      return { permission: "members.update", check: nothingToCheck, act: (change) => setEnd(change, endsAt) };
    }
    case "suspend":
      return { permission: "members.update", check: nothingToCheck, act: suspend };
    case "resume":
      return { permission: "members.update", check: nothingToCheck, act: resume };
    case "remove":
      return { permission: "members.remove", check: nothingToCheck, act: remove };
  }
}

/**
 * Does the same to up to 100 members, each by the rules for one: who cannot be changed is passed over and named with the
 * reason. Twenty at a time share a transaction; what was done stands when a later one fails.
 * @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR, RATE_LIMITED where it concerns all of them.
 */
export async function changeMembers(actor: Actor, input: Input): Promise<Output> {
  const organizationId = input.organization_id;
  const work = workOf(input);
  await authorize(actor, work.permission, { organizationId, unitId: "any" });
  await limit("member.bulk", organizationId);
  const wanted = [...new Set(input.user_ids)];
  const found = new Map<string, BulkResult>();
  const order = selfLast(actor, wanted);
  for (let from = 0; from < order.length; from += UNDER_ONE_LOCK) {
    const part = order.slice(from, from + UNDER_ONE_LOCK);
    const results =
      from === 0 ? await changePart(actor, organizationId, part, work) : await changeFurther(actor, organizationId, part, work);
    for (const result of results) found.set(result.user_id, result);
  }
  const results = wanted.flatMap((id) => found.get(id) ?? []);
  const count = (status: BulkResult["status"]) => results.filter((result) => result.status === status).length;
  return { done: count("done"), unchanged: count("unchanged"), refused: count("refused"), results };
}

/** What somebody does to themselves comes last: after it they may no longer be allowed to do it to the others. */
function selfLast(actor: Actor, ids: readonly string[]): string[] {
  const isSelf = (id: string) => actor.kind === "session" && id === actor.userId;
  return [...ids.filter((id) => !isSelf(id)), ...ids.filter(isSelf)];
}

function changePart(actor: Actor, organizationId: string, ids: readonly string[], work: Work): Promise<BulkResult[]> {
  return changeAccess(actor, work.permission, { organizationId, unitId: "any" }, async (tx, access) => {
    await work.check(tx);
    const results: BulkResult[] = [];
    for (const userId of ids) results.push(await changeOne({ tx, actor, access }, userId, work));
    return results;
  });
}

/** The others are changed already: who lost the right to go on meanwhile is told so for each that is left. */
async function changeFurther(actor: Actor, organizationId: string, ids: readonly string[], work: Work): Promise<BulkResult[]> {
  try {
    return await changePart(actor, organizationId, ids, work);
  } catch (error) {
    return ids.map((id) => refused(id, error));
  }
}

async function changeOne(by: { tx: Tx; actor: Actor; access: OrganizationAccess }, userId: string, work: Work): Promise<BulkResult> {
  try {
    const target = await findTarget(by.tx, by.access.organization.id, userId);
    const status = await work.act({ ...by, target });
    return { user_id: userId, status, reason: null, before: status === "done" ? stateOf(target) : null };
  } catch (error) {
    return refused(userId, error);
  }
}

/** @throws what is no refusal of ours, and what a fresh proof mends for all of them. */
function refused(userId: string, error: unknown): BulkResult {
  if (!(error instanceof AppError) || error.type === "STEP_UP_REQUIRED") throw error;
  return { user_id: userId, status: "refused", reason: error.message, before: null };
}

const stateOf = ({ role, unitId, status, endsAt }: TargetMember): BulkResult["before"] => ({
  role,
  unit_id: unitId,
  status,
  ends_at: endsAt?.toISOString() ?? null,
});
