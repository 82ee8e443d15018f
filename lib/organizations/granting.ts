import { freshProofRequired } from "@/lib/access/fresh-proof";
import { onlyInPerson } from "@/lib/access/in-person";
import { actsAsOwner, type Grant, grantOf, missingFrom, type OrganizationAccess, type Place } from "@/lib/access/organization-access";
import { isBuiltInRole, type OrganizationPermission } from "@/lib/access/permissions";
import type { Tx } from "@/lib/db";
import { forbidden, invalidInput, notFound } from "@/lib/errors";

/** A role as it can be given: its slug, its id where it is one of the organization's own, and what it holds. */
export interface GivableRole {
  role: string;
  roleId: string | null;
  roleName: string;
  permissions: readonly OrganizationPermission[];
}

/** The role behind a slug, in this organization and no other. @throws AppError VALIDATION_ERROR beside `role`. */
export async function findRole(tx: Tx, organizationId: string, slug: string): Promise<GivableRole> {
  const own = isBuiltInRole(slug) ? null : await tx.role.findUnique({ where: { organizationId_slug: { organizationId, slug } } });
  if (!isBuiltInRole(slug) && !own) throw invalidInput({ role: ["There is no such role."] });
  const { roleName, permissions } = grantOf({
    role: slug,
    roleName: own?.name ?? null,
    permissions: own?.permissions ?? null,
    unitId: null,
  });
  return { role: slug, roleId: own?.id ?? null, roleName, permissions };
}

/** The place that a unit is; null for the whole organization. @throws AppError NOT_FOUND, also for a unit of another organization. */
export async function findPlace(tx: Tx, organizationId: string, unitId: string | null): Promise<Place> {
  if (unitId === null) return null;
  const unit = await tx.unit.findUnique({ where: { organizationId_id: { organizationId, id: unitId } }, select: { path: true } });
  if (!unit) throw notFound("There is no such unit.");
  return { unitId, path: unit.path };
}

/**
 * Refuses to give or take a role that holds more than the actor does at that place; an owner's is given and taken by
 * owners only, and always for the whole organization (OWASP ASVS 5.0 §8.3.3).
 * @throws AppError FORBIDDEN; VALIDATION_ERROR for an owner of a unit; STEP_UP_REQUIRED for an owner without a fresh proof.
 */
export function assertMayGrant(access: OrganizationAccess, role: Pick<Grant, "role" | "permissions">, place: Place): void {
  if (role.role === "owner") {
    if (place !== null) throw invalidInput({ unit_id: ["An owner has the whole organization."] });
    if (!actsAsOwner(access)) throw forbidden("Only an owner may do this with an owner.");
    if (access.isImpersonated) throw onlyInPerson("organization.owners");
    if (access.lacksProof) throw freshProofRequired();
    return;
  }
  const missing = missingFrom(access, role.permissions, place);
  if (missing.length > 0) throw forbidden(`You cannot give or take what you do not hold: ${missing.join(", ")}.`);
}
