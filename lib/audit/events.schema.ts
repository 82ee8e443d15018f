import { z } from "zod";
import { pageCursor, pageLimit, pageSkip } from "@/lib/paging.schema";

/** One row of an audit log. */
export const auditEventView = z.object({
  id: z.uuid(),
  occurred_at: z.iso.datetime(),
  action: z.string(),
  outcome: z.string(),
  /** The event in a sentence. */
  summary: z.string(),
  actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  /** The administrator of the platform who acted as the actor. */
  impersonator: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
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

/** A row of any log, and whose log it stands in. */
export const platformAuditEventView = auditEventView.extend({
  /** `platform`, or the id of an organization. */
  scope: z.string(),
  /** The organization whose log it is, while that exists. */
  organization: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }).nullable(),
});

export type PlatformAuditEventView = z.input<typeof platformAuditEventView>;

/** Besides the qualifiers of an organization's log, `scope:` takes `platform` or the slug or id of an organization. */
export const listPlatformAuditEventsContract = {
  input: z.object({ q: auditQuery, limit: pageLimit(50), cursor: pageCursor, skip: pageSkip }),
  output: z.object({ items: z.array(platformAuditEventView), next_cursor: z.string().nullable() }),
};
