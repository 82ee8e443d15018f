import { type Grant, grantOf, holds, type OrganizationAccess, type Place } from "@/lib/access/organization-access";
import type { OrganizationPermission } from "@/lib/access/permissions";
import type { Tx } from "@/lib/db";
import { forbidden, notFound } from "@/lib/errors";
import { assertMayGrant } from "@/lib/organizations/granting";

/** A member whom something is done to. */
export interface TargetMember {
  membershipId: string;
  userId: string;
  email: string;
  role: string;
  unitId: string | null;
  status: "active" | "suspended";
  endsAt: Date | null;
  /** Where they belong. */
  place: Place;
  /** Every role they have, with the place that it is limited to. */
  held: { grant: Grant; place: Place }[];
}

const noSuchMember = () => notFound("There is no such member.");

const WITH_ROLE = { customRole: { select: { name: true, permissions: true } }, unit: { select: { path: true } } } as const;

interface StoredRole {
  role: string;
  unitId: string | null;
  customRole: { name: string; permissions: string[] } | null;
  unit: { path: string[] } | null;
}

function held({ role, unitId, customRole, unit }: StoredRole): { grant: Grant; place: Place } {
  const grant = grantOf({ role, unitId, roleName: customRole?.name ?? null, permissions: customRole?.permissions ?? null });
  return { grant, place: unitId !== null && unit ? { unitId, path: unit.path } : null };
}

/** One member of this organization, active or not. @throws AppError NOT_FOUND. */
export async function findTarget(tx: Tx, organizationId: string, userId: string): Promise<TargetMember> {
  const row = await tx.membership.findUnique({
    where: { organizationId_userId: { organizationId, userId } },
    include: { ...WITH_ROLE, assignments: { include: WITH_ROLE } },
  });
  if (!row) throw noSuchMember();
  const first = held(row);
  return {
    membershipId: row.id,
    userId: row.userId,
    email: row.email,
    role: row.role,
    unitId: row.unitId,
    status: row.status,
    endsAt: row.endsAt,
    place: first.place,
    held: [first, ...row.assignments.map(held)],
  };
}

/**
 * Lets the actor do something to a member: they hold the permission where the member belongs, and nothing that the
 * member holds is above them. @throws AppError NOT_FOUND for a member whom they may not even see; FORBIDDEN.
 */
export function assertMayTouch(access: OrganizationAccess, permission: OrganizationPermission, target: TargetMember): void {
  if (!holds(access, permission, target.place)) throw holds(access, "members.read", target.place) ? forbidden() : noSuchMember();
  for (const { grant, place } of target.held) assertMayGrant(access, grant, place);
}
