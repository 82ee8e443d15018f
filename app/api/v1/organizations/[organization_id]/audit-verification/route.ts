import { endpoint, route } from "@/lib/entry/route";
import { findAuditCheck, requestAuditCheck } from "@/lib/organizations/audit-check";
import { auditCheckContract } from "@/lib/organizations/audit-check.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(auditCheckContract, findAuditCheck),
  POST: route({ ...auditCheckContract, status: 202, message: "The audit log is being verified." }, requestAuditCheck),
});
