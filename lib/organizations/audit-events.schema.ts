import { z } from "zod";
import { organizationId } from "@/lib/organizations/fields.schema";
import { pageCursor, pageLimit, pageSkip } from "@/lib/paging.schema";

/** One row of an organization's audit log. */
export const auditEventView = z.object({
  id: z.uuid(),
  occurred_at: z.iso.datetime(),
  action: z.string(),
  outcome: z.string(),
  /** The event in a sentence. */
  summary: z.string(),
  actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  target: z.object({ type: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  request_id: z.string().nullable(),
  details: z.json(),
});

export type AuditEventView = z.input<typeof auditEventView>;

/**
 * Qualifiers, all of which must hold: `action:member.added` or `action:member.*`, `actor:` and `target:` with an id or an
 * address, `ip:`, `outcome:`, `created:2031-01-01..2031-02-01` with either end left out. A `-` before one excludes.
 */
export const auditQuery = z.string().trim().max(500, "This is too long.").default("");

export const listAuditEventsContract = {
  input: z.object({ organization_id: organizationId, q: auditQuery, limit: pageLimit(50), cursor: pageCursor, skip: pageSkip }),
  output: z.object({ items: z.array(auditEventView), next_cursor: z.string().nullable() }),
};

/** The same rows as a file: CSV with a heading, or a JSON object a line (https://jsonlines.org). */
export const exportAuditEventsContract = {
  input: z.object({
    organization_id: organizationId,
    q: auditQuery,
    format: z.enum(["csv", "jsonl"], { error: "A format is csv or jsonl." }).default("jsonl"),
  }),
  output: z.unknown(),
};
