import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import type { AuditEventView } from "@/lib/audit/events.schema";
import { findAuditEvents, readAuditQuery } from "@/lib/audit/search";
import { db } from "@/lib/db";
import { limit } from "@/lib/limits/limit";
import type { exportAuditEventsContract } from "@/lib/organizations/audit-events.schema";

/** Rows read at once: an export of any length takes the memory of so many. */
const PAGE = 500;

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
  const conditions = await readAuditQuery(q);
  await limit("audit.export", organizationId);
  async function* pages(): AsyncGenerator<AuditEventView[]> {
    // Written with the first piece that is asked for: to look at the headers is no export.
    await audit(db, actor, {
      action: "audit.exported",
      scope: organizationId,
      target: { type: "organization", id: organizationId },
      details: { format, q },
    });
    let cursor: string | undefined;
    do {
      const page = await findAuditEvents(organizationId, conditions, { limit: PAGE, cursor });
      yield page.items;
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
  }
  const day = new Date().toISOString().slice(0, 10);
  return {
    fileName: `${organization.slug}-audit-${day}.${format}`,
    mediaType: format === "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
    pieces: format === "csv" ? csv(pages()) : jsonLines(pages()),
  };
}

async function* jsonLines(pages: AsyncGenerator<AuditEventView[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((event) => `${JSON.stringify(event)}\n`).join("");
}

const HEADING =
  "id,occurred_at,action,outcome,summary,actor_type,actor_id,actor,target_type,target_id,target,ip,user_agent,request_id,details";

async function* csv(pages: AsyncGenerator<AuditEventView[]>): AsyncGenerator<string> {
  yield `${HEADING}\r\n`;
  for await (const page of pages) yield page.map((event) => `${cellsOf(event).map(cell).join(",")}\r\n`).join("");
}

const cellsOf = ({ actor, target, ...event }: AuditEventView): (string | null)[] => [
  ...[event.id, event.occurred_at, event.action, event.outcome, event.summary],
  ...[actor.type, actor.id, actor.name],
  ...[target?.type ?? null, target?.id ?? null, target?.name ?? null],
  ...[event.ip, event.user_agent, event.request_id, JSON.stringify(event.details)],
];

/** A cell in quotes (RFC 4180 §2), with a mark before what a spreadsheet would take for a formula: people typed some of it. */
function cell(text: string | null): string {
  if (text === null) return "";
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}
