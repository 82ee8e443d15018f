import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, requireUser } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import type { AuditEventView } from "@/lib/audit/events.schema";
import { auditQueryToKeep, readAuditQuery } from "@/lib/audit/search";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { beginExport, exportState, findExport, openExport } from "@/lib/exports/exports";
import { EXPORT_ATTEMPTS, makeFile, type Report } from "@/lib/exports/make-file";
import type { DataExport } from "@/lib/generated/prisma/client";
import { limit } from "@/lib/limits/limit";
import { exportAuditEventsContract } from "@/lib/organizations/audit-events.schema";
import { auditFile, auditFileFacts, auditPages } from "@/lib/organizations/audit-file";
import type { AuditFileView, getAuditFileContract, requestAuditFileContract } from "@/lib/organizations/audit-file.schema";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobHandler } from "@/lib/queue/handler";

type Named = z.output<typeof getAuditFileContract.input>;

const order = exportAuditEventsContract.input.pick({ q: true, format: true });

/** Everybody who may take the log along has a file of their own, and nobody that of another. */
const slotOf = (userId: string, organizationId: string) => ({ userId, subject: `audit:${organizationId}` });

/** How far the file is that the actor asked for; `none` when there is none. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function findAuditFile(actor: Actor, { organization_id: organizationId }: Named): Promise<AuditFileView> {
  await authorize(actor, "audit.export", { organizationId });
  // An operator's command has no account, and so no file; it sends the log straight on.
  if (actor.kind === "system") return view(organizationId, null);
  return view(organizationId, await findExport(slotOf(requireUser(actor).userId, organizationId)));
}

/**
 * Has a file made of what a search finds, in place of one that is finished; one that is being made goes on. It can be fetched
 * for a day, by the actor alone. That it was asked for is a row of the log.
 * @throws AppError NOT_FOUND, FORBIDDEN, RATE_LIMITED, VALIDATION_ERROR beside `q`.
 */
export async function requestAuditFile(actor: Actor, input: z.output<typeof requestAuditFileContract.input>): Promise<AuditFileView> {
  const { organization_id: organizationId, q, format } = input;
  await authorize(actor, "audit.export", { organizationId });
  const { userId } = requireUser(actor);
  await readAuditQuery(q);
  const kept = { q: await auditQueryToKeep(q), format };
  const spent = await limit("audit.export", organizationId);
  const begun = await db.$transaction(async (tx) => {
    const request = { q, format };
    const exportId = await beginExport(tx, {
      ...slotOf(userId, organizationId),
      ...{ organizationId, request, packing: "deflated", replaces: "finished" },
    });
    if (!exportId) return false;
    await enqueue(tx, "organizations.audit_export", { exportId }, { maxAttempts: EXPORT_ATTEMPTS });
    await audit(tx, actor, {
      action: "audit.export_requested",
      scope: organizationId,
      target: { type: "organization", id: organizationId },
      details: kept,
    });
    return true;
  });
  if (!begun) await spent.refund();
  return findAuditFile(actor, { organization_id: organizationId });
}

/** The finished file. That it left is a row of the log. @throws AppError NOT_FOUND while there is none and after its time; FORBIDDEN, RATE_LIMITED. */
export async function downloadAuditFile(
  actor: Actor,
  { organization_id: organizationId }: Named,
): Promise<{ fileName: string; mediaType: string; bytes: ReadableStream<Uint8Array> }> {
  const { organization } = await authorize(actor, "audit.export", { organizationId });
  const { userId } = requireUser(actor);
  const { row, readyAt, bytes } = await openExport(slotOf(userId, organizationId), "There is no such file to download. Ask for one first.");
  const request = order.safeParse(row.request);
  if (!request.success) throw notFound("There is no such file to download. Ask for one first.");
  await limit("export.download", userId);
  await audit(db, actor, {
    action: "audit.exported",
    scope: organizationId,
    target: { type: "organization", id: organizationId },
    details: { format: request.data.format, q: await auditQueryToKeep(request.data.q), events: row.entries },
  });
  return { ...auditFileFacts(organization.slug, request.data.format, readyAt), bytes: bytes() };
}

/** Makes such a file, a page of events in memory at a time; how far it is, is told by the times of the events. */
export const makeAuditExport: JobHandler<"organizations.audit_export"> = ({ exportId }, job) =>
  makeFile(exportId, job.attempt, (row, report) => fileOf(row, report));

async function* fileOf(row: DataExport, report: Report): AsyncGenerator<Uint8Array> {
  const { q, format } = order.parse(row.request);
  const organizationId = row.organizationId ?? "";
  const encoder = new TextEncoder();
  const pages = counted(organizationId, auditPages(organizationId, q), report);
  for await (const piece of auditFile(format, pages)) yield encoder.encode(piece);
}

async function* counted(organizationId: string, pages: AsyncGenerator<AuditEventView[]>, report: Report): AsyncGenerator<AuditEventView[]> {
  const first = await db.auditEvent.findFirst({ where: { scope: organizationId }, orderBy: { id: "asc" }, select: { occurredAt: true } });
  const began = Date.now();
  const span = Math.max(1, began - (first?.occurredAt.getTime() ?? began));
  let written = 0;
  for await (const page of pages) {
    yield page;
    written += page.length;
    const reached = page.at(-1);
    const share = reached ? (began - Date.parse(reached.occurred_at)) / span : 0;
    await report(Math.min(99, Math.max(0, Math.floor(share * 100))), written);
  }
}

function view(organizationId: string, row: DataExport | null): AuditFileView {
  const request = order.safeParse(row?.request);
  return {
    ...exportState(row),
    download_url: row?.status === "ready" ? `/api/v1/organizations/${organizationId}/audit-export/download` : null,
    events: row?.entries ?? 0,
    format: request.success && row ? request.data.format : null,
    q: request.success && row ? request.data.q : null,
  };
}
