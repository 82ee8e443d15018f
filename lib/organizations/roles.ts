import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, requireUser } from "@/lib/access/authorize";
import { missingFrom, type OrganizationAccess, roleNameOf } from "@/lib/access/organization-access";
import {
  BUILT_IN_ROLES,
  isBuiltInRole,
  isOrganizationPermission,
  ORGANIZATION_PERMISSION_SLUGS,
  ORGANIZATION_PERMISSIONS,
  type OrganizationPermission,
  permissionsOfBuiltInRole,
} from "@/lib/access/permissions";
import { audit } from "@/lib/audit/audit";
import { randomCode } from "@/lib/crypto";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { conflict, forbidden, invalidInput, notFound } from "@/lib/errors";
import { changeAccess } from "@/lib/organizations/change-access";
import { countHolders } from "@/lib/organizations/count-holders";
import { findRole } from "@/lib/organizations/granting";
import type {
  createRoleContract,
  deleteRoleContract,
  duplicateRoleContract,
  listPermissionsContract,
  listRolesContract,
  RoleView,
  updateRoleContract,
} from "@/lib/organizations/roles.schema";

const noSuchRole = () => notFound("There is no such role.");
const taken = () => conflict("There is a role of this name already.", "slug");

const BUILT_IN_TEXT = {
  owner: "Everything, and the organization itself. An organization has one or more.",
  admin: "Everything but deleting the organization and naming owners.",
  member: "Belongs to the organization and sees it.",
} as const;

/** Every permission that a role can hold, with the built-in roles that do. @throws AppError UNAUTHENTICATED. */
export async function listPermissions(actor: Actor): Promise<z.input<typeof listPermissionsContract.output>> {
  if (actor.kind !== "system") requireUser(actor);
  const items = ORGANIZATION_PERMISSION_SLUGS.map((slug) => {
    const { description, roles } = ORGANIZATION_PERMISSIONS[slug];
    return { slug, description, built_in_roles: [...roles] };
  });
  return { items, next_cursor: null };
}

/** The built-in roles and the organization's own, by name. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function listRoles(
  actor: Actor,
  input: z.output<typeof listRolesContract.input>,
): Promise<z.input<typeof listRolesContract.output>> {
  const organizationId = input.organization_id;
  await authorize(actor, "roles.read", { organizationId, unitId: "any" });
  const own = await db.role.findMany({ where: { organizationId }, orderBy: [{ name: "asc" }, { id: "asc" }], take: MOST_ROLES });
  const holders = await countHolders(db, organizationId, [...BUILT_IN_ROLES, ...own.map(({ slug }) => slug)]);
  const builtIn: RoleView[] = BUILT_IN_ROLES.map((slug) => ({
    id: null,
    slug,
    name: roleNameOf(slug, null),
    description: BUILT_IN_TEXT[slug],
    is_built_in: true,
    permissions: permissionsOfBuiltInRole(slug),
    holders: holders.get(slug) ?? 0,
  }));
  return { items: [...builtIn, ...own.map((row) => viewOf(row, holders.get(row.slug) ?? 0))], next_cursor: null };
}

/** So many roles of its own an organization may have: they are listed on one page. */
const MOST_ROLES = 200;

interface RoleRow {
  id: string;
  slug: string;
  name: string;
  description: string;
  permissions: string[];
}

const viewOf = (row: RoleRow, holders: number): RoleView => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  description: row.description,
  is_built_in: false,
  permissions: ORGANIZATION_PERMISSION_SLUGS.filter((slug) => row.permissions.includes(slug)),
  holders,
});

/** The permissions behind slugs, in the table's order. @throws AppError VALIDATION_ERROR beside `permissions`. */
export function parsePermissions(slugs: readonly string[]): OrganizationPermission[] {
  const unknown = slugs.filter((slug) => !isOrganizationPermission(slug));
  if (unknown.length > 0) throw invalidInput({ permissions: [`There is no permission ${unknown[0]}.`] });
  return ORGANIZATION_PERMISSION_SLUGS.filter((slug) => slugs.includes(slug));
}

/** Nobody makes a role stronger than themselves, nor changes one that is. @throws AppError FORBIDDEN. */
function assertHolds(access: OrganizationAccess, permissions: readonly OrganizationPermission[]): void {
  const missing = missingFrom(access, permissions, null);
  if (missing.length > 0) throw forbidden(`You cannot give or take what you do not hold: ${missing.join(", ")}.`);
}

/** Makes a role of the organization's own. @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR, CONFLICT beside `slug`. */
export async function createRole(actor: Actor, input: z.output<typeof createRoleContract.input>): Promise<RoleView> {
  const organizationId = input.organization_id;
  const permissions = parsePermissions(input.permissions);
  try {
    return await changeAccess(actor, "roles.manage", { organizationId }, async (tx, access) => {
      assertHolds(access, permissions);
      if ((await tx.role.count({ where: { organizationId } })) >= MOST_ROLES)
        throw conflict(`An organization has ${MOST_ROLES} roles at most.`);
      const slug = input.slug ?? slugOf(input.name);
      const row = await tx.role.create({ data: { organizationId, slug, name: input.name, description: input.description, permissions } });
      await audit(tx, actor, {
        action: "role.created",
        scope: organizationId,
        target: { type: "role", id: row.id },
        details: { slug, name: row.name, permissions },
      });
      return viewOf(row, 0);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw taken();
    throw error;
  }
}

function slugOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return plain.length >= 2 && !isBuiltInRole(plain) ? plain : `role-${randomCode(6)}`;
}

/** A copy of a role under another name, to begin from. @throws as `createRole`. */
export async function duplicateRole(actor: Actor, input: z.output<typeof duplicateRoleContract.input>): Promise<RoleView> {
  const organizationId = input.organization_id;
  await authorize(actor, "roles.manage", { organizationId });
  const { permissions, roleName } = await findRole(db, organizationId, input.role);
  return createRole(actor, {
    organization_id: organizationId,
    name: input.name,
    description: `Copied from ${roleName}.`,
    permissions: [...permissions],
  });
}

/** Changes what is given of a role; whoever has it holds the new permissions from their next request on. @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR. */
export async function updateRole(actor: Actor, input: z.output<typeof updateRoleContract.input>): Promise<RoleView> {
  const organizationId = input.organization_id;
  const permissions = input.permissions === undefined ? undefined : parsePermissions(input.permissions);
  return changeAccess(actor, "roles.manage", { organizationId }, async (tx, access) => {
    const before = await ownRole(tx, organizationId, input.role_id);
    assertHolds(access, [...before.permissions.filter(isOrganizationPermission), ...(permissions ?? [])]);
    const row = await tx.role.update({
      where: { id: before.id },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.description === undefined ? {} : { description: input.description }),
        ...(permissions === undefined ? {} : { permissions }),
      },
    });
    await audit(tx, actor, {
      action: "role.updated",
      scope: organizationId,
      target: { type: "role", id: row.id },
      details: {
        slug: row.slug,
        gained: row.permissions.filter((slug) => !before.permissions.includes(slug)),
        lost: before.permissions.filter((slug) => !row.permissions.includes(slug)),
      },
    });
    return viewOf(row, (await countHolders(tx, organizationId, [row.slug])).get(row.slug) ?? 0);
  });
}

/** One of the organization's own roles. @throws AppError NOT_FOUND. */
export async function ownRole(tx: Tx, organizationId: string, id: string): Promise<RoleRow> {
  const row = await tx.role.findUnique({ where: { organizationId_id: { organizationId, id } } });
  if (!row) throw noSuchRole();
  return row;
}

/** Deletes a role that nobody has and nobody is offered. @throws AppError NOT_FOUND, FORBIDDEN; CONFLICT while somebody has it. */
export async function deleteRole(
  actor: Actor,
  input: z.output<typeof deleteRoleContract.input>,
): Promise<z.input<typeof deleteRoleContract.output>> {
  const organizationId = input.organization_id;
  await changeAccess(actor, "roles.manage", { organizationId }, async (tx, access) => {
    const row = await ownRole(tx, organizationId, input.role_id);
    assertHolds(access, row.permissions.filter(isOrganizationPermission));
    const held = (await countHolders(tx, organizationId, [row.slug])).get(row.slug) ?? 0;
    if (held > 0) throw conflict("Somebody has this role. Give them another one first.");
    const isOffered = await tx.invitation.findFirst({ where: { organizationId, roleId: row.id, isOpen: true }, select: { id: true } });
    if (isOffered) throw conflict("An open invitation offers this role. Revoke it first.");
    await tx.invitation.updateMany({ where: { organizationId, roleId: row.id }, data: { roleId: null } });
    await tx.role.delete({ where: { id: row.id }, select: { id: true } });
    await audit(tx, actor, {
      action: "role.deleted",
      scope: organizationId,
      target: { type: "role", id: row.id },
      details: { slug: row.slug, permissions: row.permissions },
    });
  });
  return { id: input.role_id, status: "deleted" };
}
