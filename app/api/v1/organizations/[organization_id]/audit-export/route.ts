import { endpoint, route } from "@/lib/entry/route";
import { findAuditFile, requestAuditFile } from "@/lib/organizations/audit-export-job";
import { getAuditFileContract, requestAuditFileContract } from "@/lib/organizations/audit-file.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(getAuditFileContract, findAuditFile),
  POST: route({ ...requestAuditFileContract, status: 202, message: "The file is being made." }, requestAuditFile),
});
