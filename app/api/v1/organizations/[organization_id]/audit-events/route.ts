import { endpoint, route } from "@/lib/entry/route";
import { listAuditEvents } from "@/lib/organizations/audit-events";
import { listAuditEventsContract } from "@/lib/organizations/audit-events.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listAuditEventsContract, listAuditEvents),
});
