import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { getAuditRetentionContract, setAuditRetentionContract } from "@/lib/organizations/audit-retention.schema";
import { changeAccess } from "@/lib/organizations/change-access";

type Retention = z.input<typeof getAuditRetentionContract.output>;

/** How long an organization keeps its audit log. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function getAuditRetention(actor: Actor, input: z.output<typeof getAuditRetentionContract.input>): Promise<Retention> {
  const organizationId = input.organization_id;
  await authorize(actor, "audit.read", { organizationId });
  const row = await db.organization.findUnique({ where: { id: organizationId }, select: { auditRetentionDays: true } });
  if (!row) throw notFound("There is no such organization.");
  return { days: row.auditRetentionDays };
}

/**
 * Changes it; rows whose time is over go with the next clean-up (lib/audit/retention.ts). The change is a row that stays for
 * thirty days at least. @throws AppError NOT_FOUND, FORBIDDEN.
 */
export async function setAuditRetention(actor: Actor, input: z.output<typeof setAuditRetentionContract.input>): Promise<Retention> {
  const { organization_id: organizationId, days } = input;
  return changeAccess(actor, "audit.manage", { organizationId }, async (tx) => {
    const which = { id: organizationId };
    const before = await tx.organization.findUniqueOrThrow({ where: which, select: { auditRetentionDays: true } });
    if (before.auditRetentionDays === days) return { days };
    await tx.organization.update({ where: which, data: { auditRetentionDays: days }, select: { id: true } });
    await audit(tx, actor, {
      action: "audit.retention_changed",
      scope: organizationId,
      target: { type: "organization", id: organizationId },
      details: { from: before.auditRetentionDays, to: days },
    });
    return { days };
  });
}
