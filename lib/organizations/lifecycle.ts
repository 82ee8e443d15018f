import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { conflict, invalidInput } from "@/lib/errors";
import { changeAccess } from "@/lib/organizations/change-access";
import { getOrganization } from "@/lib/organizations/organizations";
import type { deleteOrganizationContract, OrganizationView, organizationIdContract } from "@/lib/organizations/organizations.schema";
import { followSessionLimits } from "@/lib/organizations/session-limits";
import { RESTORE_DAYS, restorableUntil } from "@/lib/organizations/views";

/**
 * Deletes an organization: from the next request on nobody gets in, and for 30 days its owners can restore it with
 * everything in it. @throws AppError NOT_FOUND, FORBIDDEN for all but owners, VALIDATION_ERROR for a wrong confirmation.
 */
export async function deleteOrganization(
  actor: Actor,
  input: z.output<typeof deleteOrganizationContract.input>,
): Promise<z.input<typeof deleteOrganizationContract.output>> {
  const organizationId = input.organization_id;
  const deletedAt = await changeAccess(actor, "organization.delete", { organizationId }, async (tx, { organization }) => {
    if (input.confirmation !== undefined && input.confirmation !== organization.slug) {
      throw invalidInput({ confirmation: [`Type ${organization.slug} to confirm.`] });
    }
    const now = new Date();
    await tx.organization.update({ where: { id: organizationId }, data: { deletedAt: now }, select: { id: true } });
    await audit(tx, actor, { action: "organization.deleted", scope: organizationId, target: { type: "organization", id: organizationId } });
    return now;
  });
  return { id: organizationId, status: "deleted", restorable_until: restorableUntil(deletedAt).toISOString() };
}

/** Brings a deleted organization back as it was. @throws AppError NOT_FOUND, FORBIDDEN for all but owners; CONFLICT for one that is not deleted. */
export async function restoreOrganization(actor: Actor, input: z.output<typeof organizationIdContract.input>): Promise<OrganizationView> {
  const organizationId = input.organization_id;
  await changeAccess(actor, "organization.delete", { organizationId, state: "deleted" }, async (tx, { organization }) => {
    if (organization.deletedAt === null) throw conflict("This organization is not deleted.");
    await tx.organization.update({ where: { id: organizationId }, data: { deletedAt: null }, select: { id: true } });
    await followSessionLimits(tx, organizationId);
    await audit(tx, actor, {
      action: "organization.restored",
      scope: organizationId,
      target: { type: "organization", id: organizationId },
    });
  });
  return getOrganization(actor, { organization_id: organizationId });
}

/**
 * Ends up to `batch` organizations for good whose time to be restored is over; all that was in them goes with them, but
 * for their audit rows. @returns how many went.
 */
export async function deleteEndedOrganizations(batch: number): Promise<number> {
  const before = new Date(Date.now() - RESTORE_DAYS * 24 * 60 * 60 * 1000);
  return db.$executeRaw`
    DELETE FROM organizations WHERE id IN (
      SELECT id FROM organizations WHERE deleted_at < ${before} ORDER BY deleted_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}
