import {
  EVERY_MEMBER_HOLDS,
  isBuiltInRole,
  isOrganizationPermission,
  type OrganizationPermission,
  permissionsOfBuiltInRole,
} from "@/lib/access/permissions";
import type { PolicyGap } from "@/lib/access/policy.schema";

/** One role that somebody has in an organization, and where. */
export interface Grant {
  /** The slug: owner, admin, member, or one of the organization's own. */
  role: string;
  roleName: string;
  permissions: readonly OrganizationPermission[];
  /** The unit it is limited to, with all below it; null is the whole organization. */
  unitId: string | null;
}

/** A place in an organization: the whole of it, or a unit with the ids that lead to it from the top. */
export type Place = { unitId: string; path: readonly string[] } | null;

/** What somebody may do in one organization, read in this very request. */
export interface OrganizationAccess {
  organization: { id: string; slug: string; name: string; deletedAt: Date | null };
  /** `operator` is a platform administrator or the system, and may do everything. */
  as: "member" | "operator";
  /** Their membership, where they have one that counts now. */
  membershipId: string | null;
  grants: readonly Grant[];
  /** The place that was asked about. */
  place: Place;
  /** What the organization's policy asks of the session and it does not meet; null where no session asks, and for operators. */
  unmet: PolicyGap | null;
  /** Present while an administrator acts as the member: owners are not their business (lib/access/in-person.ts). */
  isImpersonated?: true;
  /** Present where who asks has not proven lately who they are: owners are not changed then (lib/access/fresh-proof.ts). */
  lacksProof?: true;
}

const BUILT_IN_NAMES = { owner: "Owner", admin: "Admin", member: "Member" } as const;

/** The name of a role for people. */
export const roleNameOf = (role: string, customName: string | null): string =>
  isBuiltInRole(role) ? BUILT_IN_NAMES[role] : (customName ?? role);

/** A grant from what is stored: slugs that this version does not know give nothing. */
export function grantOf(stored: {
  role: string;
  roleName: string | null;
  permissions: readonly string[] | null;
  unitId: string | null;
}): Grant {
  const own = (stored.permissions ?? []).filter(isOrganizationPermission);
  return {
    role: stored.role,
    roleName: roleNameOf(stored.role, stored.roleName),
    permissions: isBuiltInRole(stored.role) ? permissionsOfBuiltInRole(stored.role) : own,
    unitId: stored.unitId,
  };
}

/** Whether a grant reaches a place: it is for the whole organization, or for the unit or one above it. */
export function reaches(grant: Grant, place: Place): boolean {
  if (grant.unitId === null) return true;
  return place?.path.includes(grant.unitId) ?? false;
}

/** Whether the permission is held at the place; where none is given, at the one that was asked about. */
export function holds(access: OrganizationAccess, permission: OrganizationPermission, place: Place = access.place): boolean {
  if (access.as === "operator") return true;
  if (access.membershipId !== null && EVERY_MEMBER_HOLDS.includes(permission)) return true;
  return access.grants.some((grant) => grant.permissions.includes(permission) && reaches(grant, place));
}

/** In which units the permission is held: null is everywhere, an empty list nowhere. Each unit covers those below it. */
export function unitsHeldIn(access: OrganizationAccess, permission: OrganizationPermission): readonly string[] | null {
  if (holds(access, permission, null)) return null;
  return access.grants.flatMap((grant) => (grant.unitId !== null && grant.permissions.includes(permission) ? [grant.unitId] : []));
}

/** Whether they are an owner, or stand above owners. Only those may make and unmake owners. */
export function actsAsOwner(access: OrganizationAccess): boolean {
  return access.as === "operator" || access.grants.some(({ role }) => role === "owner");
}

/** Which of these permissions are not held at the place: nobody gives or takes what they do not hold. */
export function missingFrom(
  access: OrganizationAccess,
  permissions: readonly OrganizationPermission[],
  place: Place,
): readonly OrganizationPermission[] {
  return permissions.filter((permission) => !holds(access, permission, place));
}

/** Everything held at the place, in the order of the table, without doubles. */
export function permissionsHeld(
  access: OrganizationAccess,
  all: readonly OrganizationPermission[],
  place: Place = null,
): OrganizationPermission[] {
  return all.filter((permission) => holds(access, permission, place));
}
