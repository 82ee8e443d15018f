import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { type Explanation, explainAccess } from "@/lib/access/explain";
import { type OrganizationAccess, unitsHeldIn } from "@/lib/access/organization-access";
import {
  isOrganizationPermission,
  ORGANIZATION_PERMISSION_SLUGS,
  ORGANIZATION_PERMISSIONS,
  type OrganizationPermission,
} from "@/lib/access/permissions";
import { readAccess } from "@/lib/access/read-access";
import { db } from "@/lib/db";
import { invalidInput, notFound } from "@/lib/errors";
import type { explainAllContract, explainContract } from "@/lib/organizations/explanation.schema";
import { findPlace } from "@/lib/organizations/granting";
import { getMember } from "@/lib/organizations/member-list";

type Input = z.output<typeof explainContract.input>;

type Question = Omit<Input, "permission">;

type Output = z.input<typeof explainContract.output>;

/** What a question about a person comes down to. */
interface Subject {
  access: OrganizationAccess;
  obstacle: Output["obstacle"];
  /** Whether the obstacle takes everything away. */
  isShut: boolean;
  unitNames: ReadonlyMap<string, string>;
}

/**
 * Why somebody may, or may not, do something: the roles, how far they reach, and what of them grants it, decided by the
 * same code as the thing itself. Everybody may ask about themselves, and whoever sees roles about the members they see.
 * @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR beside `permission`.
 */
export async function explain(actor: Actor, input: Input): Promise<Output> {
  const { permission } = input;
  if (!isOrganizationPermission(permission)) throw invalidInput({ permission: ["There is no such permission."] });
  return answer(await readSubject(actor, input), permission);
}

/** The same about every permission there is, in the order of the table. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function explainAll(
  actor: Actor,
  input: z.output<typeof explainAllContract.input>,
): Promise<z.input<typeof explainAllContract.output>> {
  const subject = await readSubject(actor, input);
  return { items: ORGANIZATION_PERMISSION_SLUGS.map((permission) => answer(subject, permission)), next_cursor: null };
}

async function readSubject(actor: Actor, input: Question): Promise<Subject> {
  const { organization_id: organizationId, user_id: userId } = input;
  await assertMayAsk(actor, input);
  const unitId = input.unit_id ?? null;
  await findPlace(db, organizationId, unitId);
  const person = await db.user.findUnique({
    where: { id: userId },
    select: {
      role: true,
      isActive: true,
      memberships: { where: { organizationId }, select: { status: true, endsAt: true, organization: { select: { deletedAt: true } } } },
    },
  });
  if (!person) throw notFound("There is no such member.");
  const obstacle = obstacleOf(person);
  const access = await readAccess({ userId, isOperator: person.role === "admin", methods: null }, organizationId, unitId);
  if (!access) throw notFound("There is no such organization.");
  const isShut = obstacle === "account_deactivated" || (obstacle !== null && access.as !== "operator");
  const ids = access.grants.flatMap((grant) => (grant.unitId === null ? [] : [grant.unitId]));
  const units = ids.length === 0 ? [] : await db.unit.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return { access, obstacle, isShut, unitNames: new Map(units.map(({ id, name }) => [id, name])) };
}

async function assertMayAsk(actor: Actor, { organization_id, user_id }: Question): Promise<void> {
  if (actor.kind === "session" && actor.userId === user_id) {
    await authorize(actor, "organization.read", { organizationId: organization_id, policy: "unmet" });
    return;
  }
  const access: OrganizationAccess = await authorize(actor, "roles.read", { organizationId: organization_id, unitId: "any" });
  // An operator may also ask about somebody who does not belong to it.
  if (access.as === "operator") return;
  if (unitsHeldIn(access, "members.read")?.length === 0) throw notFound("There is no such member.");
  await getMember(actor, { organization_id, user_id });
}

interface Person {
  isActive: boolean;
  memberships: { status: string; endsAt: Date | null; organization: { deletedAt: Date | null } }[];
}

function obstacleOf({ isActive, memberships }: Person): Output["obstacle"] {
  if (!isActive) return "account_deactivated";
  const [membership] = memberships;
  if (!membership) return "not_a_member";
  if (membership.organization.deletedAt) return "organization_deleted";
  if (membership.status === "suspended") return "suspended";
  return membership.endsAt && membership.endsAt.getTime() <= Date.now() ? "ended" : null;
}

function answer({ access, obstacle, isShut, unitNames }: Subject, permission: OrganizationPermission): Output {
  const known = explainAccess(access, permission);
  const explanation: Explanation = isShut ? { ...known, allowed: false, reasons: [] } : known;
  const reach = (part: { role: string | null; roleName: string | null; unitId: string | null }) => ({
    role: part.role,
    role_name: part.roleName,
    unit_id: part.unitId,
    unit_name: part.unitId === null ? null : (unitNames.get(part.unitId) ?? null),
  });
  const reasons = explanation.reasons.map((reason) => ({ ...reach(reason), grant: reason.grant }));
  const out_of_reach = explanation.outOfReach.map(reach);
  const counting = explanation.allowed ? null : obstacle;
  return {
    allowed: explanation.allowed,
    permission,
    description: ORGANIZATION_PERMISSIONS[permission].description,
    reasons,
    out_of_reach,
    obstacle: counting,
    summary: sentence(reasons, out_of_reach, counting),
  };
}

const OBSTACLES = {
  not_a_member: "they do not belong to the organization",
  suspended: "their membership is suspended",
  ended: "their membership has ended",
  account_deactivated: "their account is deactivated",
  organization_deleted: "the organization is deleted",
} as const;

function sentence(reasons: Output["reasons"], outOfReach: Output["out_of_reach"], obstacle: Output["obstacle"]): string {
  const [reason] = reasons;
  if (reason?.grant === "operator") return "Yes: they administer the platform.";
  if (reason?.grant === "membership") return "Yes: every member may.";
  if (reason) return `Yes: they are ${reason.role_name} of ${reason.unit_name ?? "the whole organization"}, a role that holds it.`;
  if (obstacle) return `No: ${OBSTACLES[obstacle]}.`;
  const [elsewhere] = outOfReach;
  if (elsewhere) return `No: they are ${elsewhere.role_name}, which holds it, but only in ${elsewhere.unit_name}.`;
  return "No: none of their roles holds it.";
}
