import { grantOf, type OrganizationAccess } from "@/lib/access/organization-access";
import type { Tx } from "@/lib/db";
import { assertMayGrant } from "@/lib/organizations/granting";

interface ReachingRole {
  role: string;
  name: string | null;
  permissions: string[] | null;
}

/**
 * Refuses to move a unit to where roles reach it that did not before, unless the actor may give each of them in the unit as it stands:
 * a move is one more way to give (OWASP ASVS 5.0 §8.3.3). Suspended members count, and what open invitations offer: both can come back.
 * @param to the path of the unit that it will be below; empty for the top.
 * @throws AppError FORBIDDEN.
 */
export async function assertMayExtendReach(
  tx: Tx,
  access: OrganizationAccess,
  unit: { id: string; path: readonly string[] },
  to: readonly string[],
): Promise<void> {
  const organizationId = access.organization.id;
  const gained = to.filter((id) => !unit.path.includes(id));
  if (gained.length === 0) return;
  const roles = await tx.$queryRaw<ReachingRole[]>`
    SELECT given.role, r.name, r.permissions
      FROM (SELECT role, role_id FROM memberships WHERE organization_id = ${organizationId}::uuid AND unit_id = ANY(${gained}::uuid[])
            UNION
            SELECT role, role_id FROM role_assignments WHERE organization_id = ${organizationId}::uuid AND unit_id = ANY(${gained}::uuid[])
            UNION
            SELECT role, role_id FROM invitations
             WHERE organization_id = ${organizationId}::uuid AND unit_id = ANY(${gained}::uuid[]) AND is_open) AS given
      LEFT JOIN roles r ON r.id = given.role_id`;
  for (const { role, name, permissions } of roles) {
    assertMayGrant(access, grantOf({ role, roleName: name, permissions, unitId: null }), { unitId: unit.id, path: unit.path });
  }
}
