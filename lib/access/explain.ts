import { type Grant, type OrganizationAccess, reaches } from "@/lib/access/organization-access";
import { EVERY_MEMBER_HOLDS, type OrganizationPermission } from "@/lib/access/permissions";

/** Why somebody may do something: the role, how far it reaches, and what of it grants the permission. */
export interface Reason {
  /** Null where no role is needed: every member holds it, or an operator asks. */
  role: string | null;
  roleName: string | null;
  /** The unit the role is limited to; null is the whole organization. */
  unitId: string | null;
  /** `role`: the role holds it. `membership`: every member does. `operator`: administrators of the platform may do everything. */
  grant: "role" | "membership" | "operator";
}

/** The answer to "why can they do this?", and to "why not?". */
export interface Explanation {
  allowed: boolean;
  reasons: Reason[];
  /** Roles that hold the permission but do not reach the place. */
  outOfReach: Grant[];
}

/** Explains one permission from somebody's access, by the very rules that `authorize` decides with. */
export function explainAccess(access: OrganizationAccess, permission: OrganizationPermission): Explanation {
  const reasons: Reason[] = [];
  const holders = access.grants.filter(({ permissions }) => permissions.includes(permission));
  for (const { role, roleName, unitId } of holders.filter((grant) => reaches(grant, access.place))) {
    reasons.push({ role, roleName, unitId, grant: "role" });
  }
  if (access.membershipId !== null && EVERY_MEMBER_HOLDS.includes(permission) && reasons.length === 0) {
    reasons.push({ role: null, roleName: null, unitId: null, grant: "membership" });
  }
  if (access.as === "operator") reasons.push({ role: null, roleName: null, unitId: null, grant: "operator" });
  return {
    allowed: reasons.length > 0,
    reasons,
    outOfReach: reasons.length > 0 ? [] : holders,
  };
}
