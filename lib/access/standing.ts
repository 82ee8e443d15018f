import { type OrganizationAccess, permissionsHeld } from "@/lib/access/organization-access";
import { ORGANIZATION_PERMISSION_SLUGS } from "@/lib/access/permissions";
import { readAccess } from "@/lib/access/read-access";

/** Somebody's place in an organization, as it is told to them and to the programs they use. */
export interface Standing {
  id: string;
  slug: string;
  name: string;
  /** The slugs of all their roles, that of the membership first. */
  roles: string[];
  /** What they hold in the whole organization; a role limited to a unit adds nothing here. */
  permissions: string[];
}

/** What is told of somebody's access. It informs; every request decides by `authorize` anew. */
export function standingOf(access: OrganizationAccess): Standing {
  const { id, slug, name } = access.organization;
  return {
    id,
    slug,
    name,
    roles: [...new Set(access.grants.map(({ role }) => role))],
    permissions: permissionsHeld(access, ORGANIZATION_PERMISSION_SLUGS),
  };
}

/** A person's standing in an organization, or null where they are no member of a living one now. */
export async function readStanding(userId: string, organizationId: string): Promise<Standing | null> {
  const access = await readAccess({ userId, isOperator: false }, organizationId, null);
  if (!access?.membershipId || access.organization.deletedAt) return null;
  return standingOf(access);
}
