import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import type { AuditEventView } from "@/lib/audit/events.schema";
import { auditQueryToKeep, readAuditQuery } from "@/lib/audit/search";
import { db } from "@/lib/db";
import { limit } from "@/lib/limits/limit";
import type { exportAuditEventsContract } from "@/lib/organizations/audit-events.schema";
import { auditFile, auditFileFacts, auditPages } from "@/lib/organizations/audit-file";

export interface AuditExport {
  fileName: string;
  mediaType: string;
  /** Pieces of the file, in order. */
  pieces: AsyncGenerator<string>;
}

/**
 * The audit log of an organization as a file, the newest row first, read as it is sent. That it was taken along is itself
 * a row of it. @throws AppError NOT_FOUND, FORBIDDEN, RATE_LIMITED, VALIDATION_ERROR beside `q`.
 */
export async function exportAuditEvents(actor: Actor, input: z.output<typeof exportAuditEventsContract.input>): Promise<AuditExport> {
  const { organization_id: organizationId, format, q } = input;
  const { organization } = await authorize(actor, "audit.export", { organizationId });
  await readAuditQuery(q);
  const kept = await auditQueryToKeep(q);
  await limit("audit.export", organizationId);
  async function* pages(): AsyncGenerator<AuditEventView[]> {
    // Written with the first piece that is asked for: to look at the headers is no export.
    await audit(db, actor, {
      action: "audit.exported",
      scope: organizationId,
      target: { type: "organization", id: organizationId },
      details: { format, q: kept },
    });
    yield* auditPages(organizationId, q);
  }
  return { ...auditFileFacts(organization.slug, format, new Date()), pieces: auditFile(format, pages()) };
}
