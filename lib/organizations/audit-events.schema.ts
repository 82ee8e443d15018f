import { z } from "zod";
import { auditEventView, auditQuery } from "@/lib/audit/events.schema";
import { organizationId } from "@/lib/organizations/fields.schema";
import { pageCursor, pageLimit, pageSkip } from "@/lib/paging.schema";

export const listAuditEventsContract = {
  input: z.object({ organization_id: organizationId, q: auditQuery, limit: pageLimit(50), cursor: pageCursor, skip: pageSkip }),
  output: z.object({ items: z.array(auditEventView), next_cursor: z.string().nullable() }),
};

/** CSV with a heading, or a JSON object a line. */
export const auditFormat = z.enum(["csv", "jsonl"], { error: "A format is csv or jsonl." });

export type AuditFormat = z.infer<typeof auditFormat>;

/** The log of the whole platform as a file. */
export const exportPlatformAuditEventsContract = {
  input: z.object({ q: auditQuery, format: auditFormat.default("jsonl") }),
  output: z.unknown(),
};

/** The same rows as a file: CSV with a heading, or a JSON object a line (https://jsonlines.org). */
export const exportAuditEventsContract = {
  input: z.object({
    organization_id: organizationId,
    q: auditQuery,
    format: auditFormat.default("jsonl"),
  }),
  output: z.unknown(),
};
