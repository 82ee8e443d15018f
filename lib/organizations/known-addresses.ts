import { holds, type OrganizationAccess } from "@/lib/access/organization-access";
import type { OrganizationPermission } from "@/lib/access/permissions";
import type { Tx } from "@/lib/db";

/** What an address already is to an organization, as far as who asks may know: `hidden` is a member or an invitation out of their sight. */
export type Standing = "already_member" | "already_invited" | "hidden";

interface Placed {
  email: string;
  unitId: string | null;
  unit: { path: string[] } | null;
}

const PLACED = { email: true, unitId: true, unit: { select: { path: true } } } as const;

/**
 * Those of some addresses that belong to a member or an open invitation of an organization. Who invites in some units learns of nobody in
 * others whether they are a member, or only invited.
 */
export async function standingsOf(tx: Tx, access: OrganizationAccess, emails: string[]): Promise<Map<string, Standing>> {
  const where = { organizationId: access.organization.id, email: { in: emails } };
  const sees = (permission: OrganizationPermission, { unitId, unit }: Placed) =>
    holds(access, permission, unitId !== null && unit ? { unitId, path: unit.path } : null);
  const invited = await tx.invitation.findMany({ where: { ...where, isOpen: true }, select: PLACED });
  const members = await tx.membership.findMany({ where, select: PLACED });
  return new Map<string, Standing>([
    ...invited.map((one): [string, Standing] => [one.email, sees("members.invite", one) ? "already_invited" : "hidden"]),
    ...members.map((one): [string, Standing] => [one.email, sees("members.read", one) ? "already_member" : "hidden"]),
  ]);
}
