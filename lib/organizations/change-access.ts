import type { Actor } from "@/lib/access/actor";
import { authorize, type OrganizationScope } from "@/lib/access/authorize";
import { requireFreshProof } from "@/lib/access/fresh-proof";
import type { OrganizationAccess } from "@/lib/access/organization-access";
import type { OrganizationPermission } from "@/lib/access/permissions";
import { db, type Tx } from "@/lib/db";

/**
 * Holds back every other change of who may do what in an organization until this transaction ends. New members may
 * still come in meanwhile: their foreign keys need a weaker lock.
 */
export async function lockOrganization(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT FROM organizations WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`;
}

/** What is not changed without a fresh proof of who changes it, besides owners (`assertMayGrant`): docs/step-up.md. */
const TAKES_PROOF: readonly OrganizationPermission[] = ["organization.delete", "security.manage", "audit.manage"];

/**
 * Changes who may do what in an organization, one change at a time. Who may is asked twice: first, so that nobody
 * without the permission can make others wait for the lock; then again under it, so that of two who take each other's
 * rights away only the first succeeds.
 * @throws what `authorize`, `requireFreshProof` and `change` throw.
 */
export async function changeAccess<T>(
  actor: Actor,
  permission: OrganizationPermission,
  scope: Omit<OrganizationScope, "tx">,
  change: (tx: Tx, access: OrganizationAccess) => Promise<T>,
): Promise<T> {
  await authorize(actor, permission, scope);
  if (TAKES_PROOF.includes(permission)) await requireFreshProof(actor);
  return db.$transaction(async (tx) => {
    await lockOrganization(tx, scope.organizationId);
    return change(tx, await authorize(actor, permission, { ...scope, tx }));
  });
}
