import type { Grant, OrganizationAccess } from "@/lib/access/organization-access";
import { permissionsHeld } from "@/lib/access/organization-access";
import { ORGANIZATION_PERMISSION_SLUGS } from "@/lib/access/permissions";
import type { OrganizationView } from "@/lib/organizations/organizations.schema";

/** Days in which a deleted organization can be restored. */
export const RESTORE_DAYS = 30;

const RESTORE_MS = RESTORE_DAYS * 24 * 60 * 60 * 1000;

/** Until when an organization deleted at this moment can be restored. */
export const restorableUntil = (deletedAt: Date): Date => new Date(deletedAt.getTime() + RESTORE_MS);

interface OrganizationRow {
  id: string;
  slug: string;
  name: string;
  logo: string | null;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
}

/** An organization without what only its members see. */
export function summaryOf(row: OrganizationRow): Omit<OrganizationView, "settings" | "access"> {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    logo: row.logo,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    deleted_at: row.deletedAt?.toISOString() ?? null,
    restorable_until: row.deletedAt ? restorableUntil(row.deletedAt).toISOString() : null,
  };
}

/** The whole of an organization for one of its members, with what they may do there. */
export function viewOf(row: OrganizationRow & { settings: unknown }, access: OrganizationAccess): OrganizationView {
  return { ...summaryOf(row), settings: jsonObject(row.settings), access: accessView(access) };
}

/** What somebody may do in an organization, as it is told to them. */
export function accessView(access: OrganizationAccess): OrganizationView["access"] {
  return {
    as: access.as,
    roles: access.grants.map(grantView),
    permissions: permissionsHeld(access, ORGANIZATION_PERMISSION_SLUGS),
    unmet: access.unmet,
    unit_permissions: access.grants.flatMap(({ unitId, permissions }) =>
      unitId === null ? [] : [{ unit_id: unitId, permissions: [...permissions] }],
    ),
  };
}

const grantView = ({ role, roleName, unitId }: Grant) => ({ role, role_name: roleName, unit_id: unitId });

/** A stored JSON object as plain JSON; an empty one for anything else. */
export function jsonObject(value: unknown): OrganizationView["settings"] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? JSON.parse(JSON.stringify(value)) : {};
}
