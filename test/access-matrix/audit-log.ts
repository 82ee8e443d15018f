import type { Here, Use } from "./use";

const organizationOf = ({ organization }: Here) => ({ organization_id: organization });
const ORGANIZATION = "/organizations/{organization_id}";
const read = { may: "audit.read", reach: "whole" } as const;
const take = { may: "audit.export", reach: "whole" } as const;

/** What is done with an organization's log. */
export const AUDIT_LOG_USES: readonly Use[] = [
  { what: "read the audit log", endpoint: `GET ${ORGANIZATION}/audit-events`, rule: read, input: organizationOf },
  {
    what: "take the audit log along",
    endpoint: `GET ${ORGANIZATION}/audit-events/export`,
    rule: take,
    input: organizationOf,
    audit: ["audit.exported"],
  },
  {
    what: "have a file made of it",
    endpoint: `POST ${ORGANIZATION}/audit-export`,
    action: "requestAuditFileAction",
    rule: take,
    input: organizationOf,
    audit: ["audit.export_requested"],
  },
  {
    what: "ask for that file",
    endpoint: `GET ${ORGANIZATION}/audit-export`,
    action: "findAuditFileAction",
    rule: take,
    input: organizationOf,
  },
  {
    what: "fetch that file",
    endpoint: `GET ${ORGANIZATION}/audit-export/download`,
    rule: take,
    input: organizationOf,
    // Nobody of the scene has asked for one.
    answered: { status: 404, type: "NOT_FOUND" },
  },
  {
    what: "have it verified",
    endpoint: `POST ${ORGANIZATION}/audit-verification`,
    action: "requestAuditCheckAction",
    rule: read,
    input: organizationOf,
    audit: ["audit.check_requested"],
  },
  {
    what: "ask what the verification found",
    endpoint: `GET ${ORGANIZATION}/audit-verification`,
    action: "findAuditCheckAction",
    rule: read,
    input: organizationOf,
  },
  { what: "see how long it is kept", endpoint: `GET ${ORGANIZATION}/audit-retention`, rule: read, input: organizationOf },
  {
    what: "change how long it is kept",
    endpoint: `PUT ${ORGANIZATION}/audit-retention`,
    action: "setAuditRetentionAction",
    rule: { may: "audit.manage", reach: "whole" },
    input: (here) => ({ ...organizationOf(here), days: 90 }),
    audit: ["audit.retention_changed"],
  },
];
