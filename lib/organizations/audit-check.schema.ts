import { z } from "zod";
import { organizationId } from "@/lib/organizations/fields.schema";

/** What a verification of an audit log found. */
export const auditCheckResult = z.object({
  ok: z.boolean(),
  /** Rows that are part of a sealed batch and were compared with it. */
  sealed_events: z.number().int(),
  /** Rows so new that no batch holds them yet; each was compared with its own keyed hash. */
  waiting_events: z.number().int(),
  /** Rows that were removed because their time was over, as sealed notes say. */
  removed_events: z.number().int(),
  finding_count: z.number().int(),
  /** The first hundred. */
  findings: z.array(z.object({ kind: z.string(), event_id: z.string().nullable(), sentence: z.string() })),
  /** The newest seal: kept elsewhere, it proves later that nothing before it was cut off. */
  head: z.object({ sequence: z.number().int(), hash: z.string() }).nullable(),
});

export type AuditCheckResult = z.infer<typeof auditCheckResult>;

const auditCheckView = z.object({
  status: z.enum(["none", "running", "finished", "failed"]),
  /** Per cent. */
  progress: z.number().int().min(0).max(100),
  requested_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
  /** Null until it is finished. */
  result: auditCheckResult.nullable(),
});

export type AuditCheckView = z.infer<typeof auditCheckView>;

/** The newest verification of an organization's audit log; the same contract asks for a new one. */
export const auditCheckContract = { input: z.object({ organization_id: organizationId }), output: auditCheckView };
