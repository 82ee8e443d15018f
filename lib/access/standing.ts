import { type OrganizationAccess, permissionsHeld } from "@/lib/access/organization-access";
import { ORGANIZATION_PERMISSION_SLUGS } from "@/lib/access/permissions";
import type { PolicyGap, Proven } from "@/lib/access/policy.schema";
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
  /** What of the organization's policy their session does not meet; once it is enforced they hold nothing here. */
  unmet: PolicyGap | null;
}

/** What is told of somebody's access. It informs; every request decides by `authorize` anew. */
export function standingOf(access: OrganizationAccess): Standing {
  const { id, slug, name } = access.organization;
  return {
    id,
    slug,
    name,
    roles: [...new Set(access.grants.map(({ role }) => role))],
    permissions: access.unmet?.enforced ? [] : permissionsHeld(access, ORGANIZATION_PERMISSION_SLUGS),
    unmet: access.unmet,
  };
}

/** A person's standing in an organization, or null where they are no member of a living one now. */
export async function readStanding(userId: string, organizationId: string, methods: readonly Proven[]): Promise<Standing | null> {
  const access = await readAccess({ userId, isOperator: false, methods }, organizationId, null);
  if (!access?.membershipId || access.organization.deletedAt) return null;
  return standingOf(access);
}

/** The same for a token, which says nothing of an organization whose policy keeps the session out. */
export async function openStanding(userId: string, organizationId: string, methods: readonly Proven[]): Promise<Standing | null> {
  const standing = await readStanding(userId, organizationId, methods);
  return standing?.unmet?.enforced ? null : standing;
}
