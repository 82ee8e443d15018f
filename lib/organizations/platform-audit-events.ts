import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import type { listPlatformAuditEventsContract } from "@/lib/audit/events.schema";
import { findAuditRows } from "@/lib/audit/find-rows";
import { auditEventViews, readAuditQuery } from "@/lib/audit/search";
import { db } from "@/lib/db";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What happened anywhere, on the platform and in every organization, the newest first, as far as the search says. Keyset paging
 * on an index. @throws AppError FORBIDDEN, VALIDATION_ERROR beside `q`.
 */
export async function listPlatformAuditEvents(
  actor: Actor,
  input: z.output<typeof listPlatformAuditEventsContract.input>,
): Promise<z.input<typeof listPlatformAuditEventsContract.output>> {
  authorize(actor, "platform.audit.read");
  const { rows, next_cursor } = await findAuditRows(null, await readAuditQuery(input.q, "platform"), input);
  const ids = [...new Set(rows.map(({ scope }) => scope).filter((scope) => UUID.test(scope)))];
  const [views, organizations] = await Promise.all([
    auditEventViews(rows),
    ids.length > 0 ? db.organization.findMany({ where: { id: { in: ids } }, select: { id: true, slug: true, name: true } }) : [],
  ]);
  const named = new Map(organizations.map((organization) => [organization.id, organization]));
  const items = views.map((view, at) => {
    const scope = rows[at]?.scope ?? "platform";
    return { ...view, scope, organization: named.get(scope) ?? null };
  });
  return { items, next_cursor };
}
