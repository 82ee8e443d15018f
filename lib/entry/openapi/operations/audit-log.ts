import { z } from "zod";
import { listPlatformAuditEventsContract } from "@/lib/audit/events.schema";
import type { OperationGroup } from "@/lib/entry/openapi/operation";
import {
  DATA_EXPORT,
  INVITATION_ID,
  ORGANIZATION_ID,
  PERSON,
  ROLE_ID,
  SEEN,
  UNIT_ID,
  USER_ID,
} from "@/lib/entry/openapi/operations/examples";
import { auditCheckContract } from "@/lib/organizations/audit-check.schema";
import {
  exportAuditEventsContract,
  exportPlatformAuditEventsContract,
  listAuditEventsContract,
} from "@/lib/organizations/audit-events.schema";
import { getAuditFileContract, requestAuditFileContract } from "@/lib/organizations/audit-file.schema";
import { getAuditRetentionContract, setAuditRetentionContract } from "@/lib/organizations/audit-retention.schema";

const organization_id = ORGANIZATION_ID;

const EVENT = {
  id: INVITATION_ID,
  occurred_at: SEEN,
  action: "member.suspended",
  outcome: "success",
  summary: "ben@example.com suspended ana@example.com",
  actor: { type: "user", id: ROLE_ID, name: "ben@example.com" },
  impersonator: null,
  target: { type: "user", id: USER_ID, name: PERSON.email },
  ip: "192.0.2.10",
  user_agent: "curl/8.14.1",
  request_id: UNIT_ID,
  details: {},
};

const FILE = {
  ...DATA_EXPORT,
  download_url: `/api/v1/organizations/${ORGANIZATION_ID}/audit-export/download`,
  events: 1_284,
  format: "csv",
  q: "action:member.*",
};

const CHECK = {
  status: "finished",
  progress: 100,
  requested_at: SEEN,
  finished_at: SEEN,
  result: {
    ok: true,
    sealed_events: 1_281,
    waiting_events: 3,
    removed_events: 0,
    finding_count: 0,
    findings: [],
    head: { sequence: 42, hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
  },
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
        "Needs `audit.read`. The newest first. `q` takes `action:` (also `member.*`), `actor:`, `target:`, `ip:`, `outcome:` and `created:2031-01-01..2031-02-01`; a `-` before one excludes. A search by several looks at some thousand rows at a time: a page may hold few or none and still have a `next_cursor`.",
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
    {
      method: "get",
      path: "/organizations/{organization_id}/audit-export",
      id: "getAuditFile",
      summary: "How far one's file of the audit log is",
      description: "Needs `audit.export`. Everybody sees the file that they asked for, and nobody that of another.",
      caller: "session",
      contract: getAuditFileContract,
      errors: ["NOT_FOUND", "FORBIDDEN"],
      example: { input: { organization_id }, output: FILE },
    },
    {
      method: "post",
      path: "/organizations/{organization_id}/audit-export",
      id: "requestAuditFile",
      summary: "Have a file of the audit log made",
      description:
        "Needs `audit.export`. For logs of any length: a job makes the file, in place of one that is finished. Ask again until `status` is `ready`, then fetch `download_url` within a day. That it was asked for and fetched is recorded.",
      caller: "session",
      contract: { ...requestAuditFileContract, status: 202, message: "The file is being made." },
      errors: ["NOT_FOUND", "FORBIDDEN", "RATE_LIMITED"],
      example: {
        input: { organization_id, q: "action:member.*", format: "csv" },
        output: { ...FILE, status: "preparing", progress: 0, events: 0, ready_at: null, expires_at: null, size: null, download_url: null },
      },
    },
    {
      method: "get",
      path: "/organizations/{organization_id}/audit-export/download",
      id: "downloadAuditFile",
      summary: "Download one's file of the audit log",
      description: "Needs `audit.export`. For a day after it is ready, for whoever asked for it.",
      caller: "session",
      contract: { input: getAuditFileContract.input, output: z.unknown() },
      errors: ["NOT_FOUND", "FORBIDDEN", "RATE_LIMITED"],
      example: { input: { organization_id }, output: null },
      wire: "lines",
    },
    {
      method: "get",
      path: "/organizations/{organization_id}/audit-verification",
      id: "getAuditCheck",
      summary: "What the newest verification of the audit log found",
      description: "Needs `audit.read`. `result` says how many events were compared with their seals and, in sentences, what is wrong.",
      caller: "session",
      contract: auditCheckContract,
      errors: ["NOT_FOUND", "FORBIDDEN"],
      example: { input: { organization_id }, output: CHECK },
    },
    {
      method: "post",
      path: "/organizations/{organization_id}/audit-verification",
      id: "requestAuditCheck",
      summary: "Have the audit log verified",
      description:
        "Needs `audit.read`. A job does it; while it is at work the same one is answered. That it was asked for, and what came of it, is recorded.",
      caller: "session",
      contract: { ...auditCheckContract, status: 202, message: "The audit log is being verified." },
      errors: ["NOT_FOUND", "FORBIDDEN", "RATE_LIMITED"],
      example: { input: { organization_id }, output: { ...CHECK, status: "running", progress: 0, finished_at: null, result: null } },
    },
    {
      method: "get",
      path: "/organizations/{organization_id}/audit-retention",
      id: "getAuditRetention",
      summary: "How long the audit log is kept",
      description: "Needs `audit.read`. Null is for ever.",
      caller: "session",
      contract: getAuditRetentionContract,
      errors: ["NOT_FOUND", "FORBIDDEN"],
      example: { input: { organization_id }, output: { days: 365 } },
    },
    {
      method: "put",
      path: "/organizations/{organization_id}/audit-retention",
      id: "setAuditRetention",
      summary: "Change how long the audit log is kept",
      description:
        "Needs `audit.manage`. 30 days or more, or null for ever. Rows whose time is over are removed; what remains still verifies.",
      caller: "session",
      contract: setAuditRetentionContract,
      errors: ["STEP_UP_REQUIRED", "NOT_FOUND", "FORBIDDEN"],
      example: { input: { organization_id, days: 365 }, output: { days: 365 } },
    },
    {
      method: "get",
      path: "/audit-events/export",
      id: "exportPlatformAuditEvents",
      summary: "Export the log of the whole platform as a file",
      description: "Takes the same `q`. The newest row first, each with the log that it stands in; the export itself is recorded.",
      caller: "admin",
      contract: exportPlatformAuditEventsContract,
      errors: ["RATE_LIMITED"],
      example: { input: { q: "action:session.failed", format: "csv" }, output: null },
      wire: "lines",
    },
  ],
};
