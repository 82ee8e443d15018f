import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { findAuditEvents, readAuditQuery } from "@/lib/audit/search";
import type { listAuditEventsContract } from "@/lib/organizations/audit-events.schema";

/**
 * What happened in an organization, the newest first, as far as the search says. Each organization has a trail of its own;
 * no search can leave it. Keyset paging on an index. @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR beside `q`.
 */
export async function listAuditEvents(
  actor: Actor,
  input: z.output<typeof listAuditEventsContract.input>,
): Promise<z.input<typeof listAuditEventsContract.output>> {
  const organizationId = input.organization_id;
  await authorize(actor, "audit.read", { organizationId });
  return findAuditEvents(organizationId, await readAuditQuery(input.q), input);
}
