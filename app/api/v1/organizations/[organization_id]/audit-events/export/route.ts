import { fileRoute } from "@/lib/entry/file-route";
import { endpoint } from "@/lib/entry/route";
import { exportAuditEventsContract } from "@/lib/organizations/audit-events.schema";
import { exportAuditEvents } from "@/lib/organizations/audit-export";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: fileRoute(exportAuditEventsContract.input, exportAuditEvents),
});
