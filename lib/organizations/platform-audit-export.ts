import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import type { PlatformAuditEventView } from "@/lib/audit/events.schema";
import { auditQueryToKeep, readAuditQuery } from "@/lib/audit/search";
import { db } from "@/lib/db";
import { limit } from "@/lib/limits/limit";
import type { exportPlatformAuditEventsContract } from "@/lib/organizations/audit-events.schema";
import type { AuditExport } from "@/lib/organizations/audit-export";
import { auditFileFacts, platformAuditFile } from "@/lib/organizations/audit-file";
import { listPlatformAuditEvents } from "@/lib/organizations/platform-audit-events";

/** Rows read at once: a file of any length takes the memory of so many. */
const PAGE = 500;

/**
 * The log of the whole platform as a file, the newest row first, read as it is sent; each row says whose log it stands in. That it was
 * taken along is itself a row. @throws AppError FORBIDDEN, RATE_LIMITED, VALIDATION_ERROR beside `q`.
 */
export async function exportPlatformAuditEvents(
  actor: Actor,
  { format, q }: z.output<typeof exportPlatformAuditEventsContract.input>,
): Promise<AuditExport> {
  authorize(actor, "platform.audit.read");
  await readAuditQuery(q, "platform");
  const kept = await auditQueryToKeep(q, "platform");
  await limit("audit.export", actor.kind === "session" ? actor.userId : "platform");
  async function* pages(): AsyncGenerator<PlatformAuditEventView[]> {
    // Written with the first piece that is asked for: to look at the headers is no export.
    await audit(db, actor, { action: "audit.exported", details: { format, q: kept } });
    let cursor: string | undefined;
    do {
      const page = await listPlatformAuditEvents(actor, { q, limit: PAGE, cursor });
      yield page.items;
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
  }
  return { ...auditFileFacts("platform", format, new Date()), pieces: platformAuditFile(format, pages()) };
}
