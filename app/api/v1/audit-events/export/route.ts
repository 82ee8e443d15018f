import { fileRoute } from "@/lib/entry/file-route";
import { endpoint } from "@/lib/entry/route";
import { exportPlatformAuditEventsContract } from "@/lib/organizations/audit-events.schema";
import { exportPlatformAuditEvents } from "@/lib/organizations/platform-audit-export";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: fileRoute(exportPlatformAuditEventsContract.input, exportPlatformAuditEvents),
});
