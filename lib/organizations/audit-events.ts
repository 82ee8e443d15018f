import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { AUDIT_ACTIONS, isAuditAction } from "@/lib/audit/actions";
import { db } from "@/lib/db";
import type { AuditEvent } from "@/lib/generated/prisma/client";
import type { AuditEventWhereInput } from "@/lib/generated/prisma/models";
import type { AuditEventView, listAuditEventsContract } from "@/lib/organizations/audit-events.schema";
import { parseAuditQuery, parseTimeRange, type Qualifier } from "@/lib/organizations/audit-query";

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

/** A search as conditions on rows. @throws AppError VALIDATION_ERROR beside `q`. */
export async function readAuditQuery(q: string): Promise<AuditEventWhereInput[]> {
  return Promise.all(parseAuditQuery(q).map(condition));
}

/** A page of an organization's rows, the newest first, whoever asks. */
export async function findAuditEvents(
  organizationId: string,
  conditions: readonly AuditEventWhereInput[],
  { limit, cursor, skip }: { limit: number; cursor?: string | undefined; skip?: number | undefined },
): Promise<{ items: AuditEventView[]; next_cursor: string | null }> {
  const rows = await db.auditEvent.findMany({
    where: { scope: organizationId, AND: [...conditions, ...(cursor ? [{ id: { lt: cursor } }] : [])] },
    orderBy: { id: "desc" },
    take: limit + 1,
    skip: skip ?? 0,
  });
  const page = rows.slice(0, limit);
  return { items: await withNames(page), next_cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

async function condition(qualifier: Qualifier): Promise<AuditEventWhereInput> {
  const matches = await match(qualifier);
  return qualifier.isExcluded ? { NOT: matches } : matches;
}

/** Nulls are no match, and so no reason to leave a row out. */
async function match({ name, value, isExcluded }: Qualifier): Promise<AuditEventWhereInput> {
  const nullable = (field: "actorId" | "targetId" | "ip", exact: string): AuditEventWhereInput =>
    isExcluded ? { AND: [{ [field]: { not: null } }, { [field]: exact }] } : { [field]: exact };
  switch (name) {
    case "action":
      return value.endsWith("*") ? { action: { startsWith: value.slice(0, -1) } } : { action: value };
    case "outcome":
      return { outcome: value };
    case "ip":
      return nullable("ip", value);
    case "actor":
      return nullable("actorId", await idOf(value));
    case "target":
      return nullable("targetId", await idOf(value));
    case "created":
      return within(value);
  }
}

function within(value: string): AuditEventWhereInput {
  const { from, to } = parseTimeRange(value);
  // Ids are UUIDs of version 7, which begin with their time: the index that pages also finds the range.
  return { id: { ...(from ? { gte: firstIdAt(from) } : {}), ...(to ? { lt: firstIdAt(to) } : {}) } };
}

/** The least UUID of version 7 that a moment can have (RFC 9562 §5.7). */
function firstIdAt(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** An address stands for the account that has it; whoever has none did nothing here, as an unknown one. */
async function idOf(value: string): Promise<string> {
  if (!value.includes("@")) return value;
  const user = await db.user.findUnique({ where: { email: value.toLowerCase() }, select: { id: true } });
  return user?.id ?? value;
}

/** Rows as they are shown: people by their addresses, as far as they still have an account. */
async function withNames(rows: AuditEvent[]): Promise<AuditEventView[]> {
  const ids = rows.flatMap(({ actorType, actorId, targetType, targetId }) => [
    ...(actorType === "user" && actorId ? [actorId] : []),
    ...(targetType === "user" && targetId ? [targetId] : []),
  ]);
  const users = await db.user.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, email: true } });
  const names = new Map(users.map(({ id, email }) => [id, email]));
  return rows.map((row) => {
    const actorName = row.actorId === null ? null : (names.get(row.actorId) ?? (row.actorType === "system" ? row.actorId : null));
    const targetName = row.targetId === null ? null : (names.get(row.targetId) ?? null);
    return {
      id: row.id,
      occurred_at: row.occurredAt.toISOString(),
      action: row.action,
      outcome: row.outcome,
      summary: summaryOf(row.action, actorName, targetName),
      actor: { type: row.actorType, id: row.actorId, name: actorName },
      target: row.targetType !== null && row.targetId !== null ? { type: row.targetType, id: row.targetId, name: targetName } : null,
      ip: row.ip,
      user_agent: row.userAgent,
      request_id: row.requestId,
      details: JSON.parse(JSON.stringify(row.details)),
    };
  });
}

function summaryOf(action: string, actorName: string | null, targetName: string | null): string {
  if (!isAuditAction(action)) return action;
  return AUDIT_ACTIONS[action].log.replace("{actor}", () => actorName ?? "Somebody").replace("{target}", () => targetName ?? "somebody");
}
