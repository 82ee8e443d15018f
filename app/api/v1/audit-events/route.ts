import { listPlatformAuditEventsContract } from "@/lib/audit/events.schema";
import { endpoint, route } from "@/lib/entry/route";
import { listPlatformAuditEvents } from "@/lib/organizations/platform-audit-events";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listPlatformAuditEventsContract, listPlatformAuditEvents),
});
