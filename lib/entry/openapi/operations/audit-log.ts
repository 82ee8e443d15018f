import { listPlatformAuditEventsContract } from "@/lib/audit/events.schema";
import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { INVITATION_ID, ORGANIZATION_ID, PERSON, ROLE_ID, SEEN, UNIT_ID, USER_ID } from "@/lib/entry/openapi/operations/examples";
import { exportAuditEventsContract, listAuditEventsContract } from "@/lib/organizations/audit-events.schema";

const organization_id = ORGANIZATION_ID;

const EVENT = {
  id: INVITATION_ID,
  occurred_at: SEEN,
  action: "member.suspended",
  outcome: "success",
  summary: "ben@example.com suspended ana@example.com",
  actor: { type: "user", id: ROLE_ID, name: "ben@example.com" },
  target: { type: "user", id: USER_ID, name: PERSON.email },
  ip: "192.0.2.10",
  user_agent: "curl/8.14.1",
  request_id: UNIT_ID,
  details: {},
};

/** What happened in an organization. */
export const auditLog: OperationGroup = {
  tag: "Audit log",
  description: "What happened in an organization; append-only, each organization with a chain of its own.",
  operations: [
    {
      method: "get",
      path: "/organizations/{organization_id}/audit-events",
      id: "listAuditEvents",
      summary: "Read and search the audit log",
      description:
        "Needs `audit.read`. The newest first. `q` takes `action:` (also `member.*`), `actor:`, `target:`, `ip:`, `outcome:` and `created:2031-01-01..2031-02-01`; a `-` before one excludes.",
      caller: "session",
      contract: listAuditEventsContract,
      errors: ["NOT_FOUND", "FORBIDDEN"],
      example: {
        input: { organization_id, q: "action:member.* -actor:ana@example.com", limit: 50 },
        output: {
          items: [EVENT],
          next_cursor: null,
        },
      },
    },
    {
      method: "get",
      path: "/organizations/{organization_id}/audit-events/export",
      id: "exportAuditEvents",
      summary: "Export the audit log as a file",
      description: "Needs `audit.export`. Takes the same `q`. The newest row first; the export itself is recorded.",
      caller: "session",
      contract: exportAuditEventsContract,
      errors: ["NOT_FOUND", "FORBIDDEN", "RATE_LIMITED"],
      example: { input: { organization_id, q: "action:member.*", format: "csv" }, output: null },
      wire: "lines",
    },
    {
      method: "get",
      path: "/audit-events",
      id: "listPlatformAuditEvents",
      summary: "Read and search the log of the whole platform",
      description:
        "The newest first, of the platform and every organization. `q` takes the same qualifiers, and `scope:` with `platform` or the slug or id of an organization.",
      caller: "admin",
      contract: listPlatformAuditEventsContract,
      errors: [],
      example: {
        input: { q: "scope:harbour-club action:member.*", limit: 50 },
        output: {
          items: [{ ...EVENT, scope: ORGANIZATION_ID, organization: { id: ORGANIZATION_ID, slug: "harbour-club", name: "Harbour Club" } }],
          next_cursor: null,
        },
      },
    },
  ],
};
