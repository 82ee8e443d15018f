import { z } from "zod";
import { auditQuery } from "@/lib/audit/events.schema";
import { exportStateView } from "@/lib/exports/exports.schema";
import { auditFormat } from "@/lib/organizations/audit-events.schema";
import { organizationId } from "@/lib/organizations/fields.schema";

/** How far the file of a search is that one asked for. */
const auditFileView = exportStateView.extend({
  /** Events written so far; all of them once it is ready. */
  events: z.number().int(),
  format: auditFormat.nullable(),
  /** The search whose events it holds. */
  q: z.string().nullable(),
});

export type AuditFileView = z.infer<typeof auditFileView>;

export const getAuditFileContract = { input: z.object({ organization_id: organizationId }), output: auditFileView };

export const requestAuditFileContract = {
  input: z.object({ organization_id: organizationId, q: auditQuery, format: auditFormat.default("csv") }),
  output: auditFileView,
};
