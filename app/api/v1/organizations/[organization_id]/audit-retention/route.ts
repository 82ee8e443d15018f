import { endpoint, route } from "@/lib/entry/route";
import { getAuditRetention, setAuditRetention } from "@/lib/organizations/audit-retention";
import { getAuditRetentionContract, setAuditRetentionContract } from "@/lib/organizations/audit-retention.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(getAuditRetentionContract, getAuditRetention),
  PUT: route(setAuditRetentionContract, setAuditRetention),
});
