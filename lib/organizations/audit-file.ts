import type { AuditEventView, PlatformAuditEventView } from "@/lib/audit/events.schema";
import { findAuditEvents, readAuditQuery } from "@/lib/audit/search";
import type { AuditFormat } from "@/lib/organizations/audit-events.schema";
import { markFormula } from "@/lib/spreadsheet-formula";

/** Rows read at once: a file of any length takes the memory of so many. */
const PAGE = 500;

/** The rows that a search finds, the newest first, a page at a time. @throws AppError VALIDATION_ERROR beside `q`. */
export async function* auditPages(organizationId: string, q: string): AsyncGenerator<AuditEventView[]> {
  const conditions = await readAuditQuery(q);
  let cursor: string | undefined;
  do {
    const page = await findAuditEvents(organizationId, conditions, { limit: PAGE, cursor });
    yield page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
}

/** What a file of a format is called and sent as. */
export function auditFileFacts(slug: string, format: AuditFormat, madeAt: Date): { fileName: string; mediaType: string } {
  return {
    fileName: `${slug}-audit-${madeAt.toISOString().slice(0, 10)}.${format}`,
    mediaType: format === "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
  };
}

/** Pages of rows as pieces of a file. */
export const auditFile = (format: AuditFormat, pages: AsyncGenerator<AuditEventView[]>): AsyncGenerator<string> =>
  format === "csv" ? csv(pages, HEADING, cellsOf) : jsonLines(pages);

/** The same of rows of several logs: each says in which it stands. */
export const platformAuditFile = (format: AuditFormat, pages: AsyncGenerator<PlatformAuditEventView[]>): AsyncGenerator<string> =>
  format === "csv"
    ? csv(pages, `${HEADING},scope,organization`, (event) => [...cellsOf(event), event.scope, event.organization?.slug ?? null])
    : jsonLines(pages);

async function* jsonLines(pages: AsyncGenerator<AuditEventView[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((event) => `${JSON.stringify(event)}\n`).join("");
}

const HEADING =
  "id,occurred_at,action,outcome,summary,actor_type,actor_id,actor,impersonator_id,impersonator,target_type,target_id,target,ip,user_agent,request_id,details";

async function* csv<E>(pages: AsyncGenerator<E[]>, heading: string, cells: (event: E) => (string | null)[]): AsyncGenerator<string> {
  yield `${heading}\r\n`;
  for await (const page of pages) yield page.map((event) => `${cells(event).map(cell).join(",")}\r\n`).join("");
}

const cellsOf = ({ actor, impersonator, target, ...event }: AuditEventView): (string | null)[] => [
  ...[event.id, event.occurred_at, event.action, event.outcome, event.summary],
  ...[actor.type, actor.id, actor.name],
  ...[impersonator?.id ?? null, impersonator?.name ?? null],
  ...[target?.type ?? null, target?.id ?? null, target?.name ?? null],
  ...[event.ip, event.user_agent, event.request_id, JSON.stringify(event.details)],
];

/** A cell in quotes (RFC 4180 §2), with a mark before what a spreadsheet would take for a formula: people typed some of it. */
export function cell(text: string | null): string {
  if (text === null) return "";
  return `"${markFormula(text).replaceAll('"', '""')}"`;
}
