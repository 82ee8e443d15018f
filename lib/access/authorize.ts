import type { Actor, PlatformRole, UserActor } from "@/lib/access/actor";
import { isFreshlyProven, requireFreshProof } from "@/lib/access/fresh-proof";
import { assertInPerson, type InPersonAct, PERMISSIONS_IN_PERSON } from "@/lib/access/in-person";
import { holds, type OrganizationAccess, unitsHeldIn } from "@/lib/access/organization-access";
import { type OrganizationPermission, PLATFORM_PERMISSIONS, type PlatformPermission } from "@/lib/access/permissions";
import { askedMethodsOf, policyRefused } from "@/lib/access/policy";
import { readAccess } from "@/lib/access/read-access";
import type { Tx } from "@/lib/db";
import { forbidden, notFound, unauthenticated } from "@/lib/errors";

/** Where in an organization something is to be done. */
export interface OrganizationScope {
  organizationId: string;
  /** A unit and what is below it; null or absent is the whole organization. `"any"`: wherever the actor holds the permission. */
  unitId?: string | null | "any";
  /** The transaction to read in, so that what was decided still holds when it commits (lib/organizations/change-access.ts). */
  tx?: Tx;
  /** `"deleted"`: the organization may be one that waits for its end. Absent, a deleted one does not exist. */
  state?: "deleted";
  /** `"unmet"`: also for a session that does not meet the organization's policy. Absent, the organization does not open to it. */
  policy?: "unmet";
}

const isPlatformPermission = (permission: string): permission is PlatformPermission => Object.hasOwn(PLATFORM_PERMISSIONS, permission);

const noSuchOrganization = () => notFound("There is no such organization.");

/** Whether the actor holds a permission on the platform; the system always does, and who acts as somebody else never. */
export function can(actor: Actor, permission: PlatformPermission): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "anonymous" || actor.impersonator) return false;
  const roles: readonly PlatformRole[] = PLATFORM_PERMISSIONS[permission];
  return roles.includes(actor.role);
}

/**
 * The same on the platform for whatever changes something, which takes a fresh proof of who the actor is besides.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, STEP_UP_REQUIRED.
 */
export async function authorizeAct(actor: Actor, permission: PlatformPermission): Promise<void> {
  authorize(actor, permission);
  await requireFreshProof(actor);
}

/** Lets the actor pass, or throws. @throws AppError UNAUTHENTICATED or FORBIDDEN. */
export function authorize(actor: Actor, permission: PlatformPermission): void;
/**
 * Lets the actor pass in an organization, and says what they may do there; or throws. Nothing is remembered: the next
 * request asks the database again, so a role that was taken away is gone.
 * @throws AppError UNAUTHENTICATED; NOT_FOUND for an organization they do not belong to, and for a unit that is not one of
 * it; FORBIDDEN for a member who does not hold the permission there, and with `details.reason: "policy"` for one whose
 * session does not meet what the organization's policy asks.
 */
export function authorize(actor: Actor, permission: OrganizationPermission, scope: OrganizationScope): Promise<OrganizationAccess>;
export function authorize(
  actor: Actor,
  permission: PlatformPermission | OrganizationPermission,
  scope?: OrganizationScope,
): Promise<OrganizationAccess> | undefined {
  if (isPlatformPermission(permission)) {
    if (actor.kind === "anonymous") throw unauthenticated();
    assertInPerson(actor, permission === "platform.organizations.create" ? "organization.create" : "platform.use");
    if (!can(actor, permission)) throw forbidden();
    return undefined;
  }
  if (!scope) throw new Error(`${permission} is asked about without an organization`);
  return authorizeIn(actor, permission, scope);
}

async function authorizeIn(actor: Actor, permission: OrganizationPermission, scope: OrganizationScope): Promise<OrganizationAccess> {
  if (actor.kind === "anonymous") throw unauthenticated();
  const unitId = scope.unitId === "any" ? null : (scope.unitId ?? null);
  const isOperator = can(actor, "platform.organizations.manage");
  const subject =
    actor.kind === "session"
      ? { userId: actor.userId, isOperator, methods: askedMethodsOf(actor) }
      : { userId: null, isOperator, methods: null };
  const access = await readAccess(subject, scope.organizationId, unitId, scope.tx);
  if (!access || !mayKnow(access) || (access.organization.deletedAt && scope.state !== "deleted")) throw noSuchOrganization();
  if (access.unmet?.enforced && scope.policy !== "unmet") throw policyRefused(access.organization, access.unmet);
  if (unitId !== null && access.place === null) throw notFound("There is no such unit.");
  const isHeld = scope.unitId === "any" ? unitsHeldIn(access, permission)?.length !== 0 : holds(access, permission);
  if (!isHeld) throw forbidden();
  const act = PERMISSIONS_IN_PERSON[permission];
  if (act) assertInPerson(actor, act);
  if (actor.kind !== "session") return access;
  return {
    ...access,
    ...(actor.impersonator ? { isImpersonated: true } : {}),
    ...(isFreshlyProven(actor) ? {} : { lacksProof: true }),
  };
}

/** Whoever does not belong to an organization does not learn that it exists. */
const mayKnow = (access: OrganizationAccess): boolean => access.as === "operator" || access.membershipId !== null;

/** Narrows to a signed-in person. @throws AppError UNAUTHENTICATED. */
export function requireUser(actor: Actor): UserActor {
  if (actor.kind !== "session") throw unauthenticated();
  return actor;
}

/** Narrows to a signed-in person who is there themselves. @throws AppError UNAUTHENTICATED; FORBIDDEN for whoever acts as them. */
export function requireInPerson(actor: Actor, act: InPersonAct): UserActor {
  const user = requireUser(actor);
  assertInPerson(user, act);
  return user;
}
