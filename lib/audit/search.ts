import { AUDIT_ACTIONS, isAuditAction } from "@/lib/audit/actions";
import type { AuditEventView } from "@/lib/audit/events.schema";
import { parseAuditQuery, parseTimeRange, type Qualifier, type SearchedPlace } from "@/lib/audit/query";
import { db } from "@/lib/db";
import type { AuditEvent } from "@/lib/generated/prisma/client";
import type { AuditEventWhereInput } from "@/lib/generated/prisma/models";
import { firstIdAt } from "@/lib/ordered-id";

/** A search as conditions on rows. @throws AppError VALIDATION_ERROR beside `q`. */
export async function readAuditQuery(q: string, place: SearchedPlace = "organization"): Promise<AuditEventWhereInput[]> {
  return Promise.all(parseAuditQuery(q, place).map(condition));
}

interface Page {
  limit: number;
  cursor?: string | undefined;
  skip?: number | undefined;
}

/** A page of rows, the newest first, whoever asks. @param scope one chain; null for all of them. */
export async function findAuditRows(
  scope: string | null,
  conditions: readonly AuditEventWhereInput[],
  { limit, cursor, skip }: Page,
): Promise<{ rows: AuditEvent[]; next_cursor: string | null }> {
  const found = await db.auditEvent.findMany({
    where: { ...(scope === null ? {} : { scope }), AND: [...conditions, ...(cursor ? [{ id: { lt: cursor } }] : [])] },
    orderBy: { id: "desc" },
    take: limit + 1,
    skip: skip ?? 0,
  });
  const rows = found.slice(0, limit);
  return { rows, next_cursor: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

/** A page of one chain's rows as they are shown, the newest first, whoever asks. */
export async function findAuditEvents(
  scope: string,
  conditions: readonly AuditEventWhereInput[],
  page: Page,
): Promise<{ items: AuditEventView[]; next_cursor: string | null }> {
  const { rows, next_cursor } = await findAuditRows(scope, conditions, page);
  return { items: await auditEventViews(rows), next_cursor };
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
    case "scope":
      return { scope: await scopeOf(value) };
  }
}

function within(value: string): AuditEventWhereInput {
  const { from, to } = parseTimeRange(value);
  // Ids are UUIDs of version 7, which begin with their time: the index that pages also finds the range.
  return { id: { ...(from ? { gte: firstIdAt(from) } : {}), ...(to ? { lt: firstIdAt(to) } : {}) } };
}

/** An address stands for the account that has it; whoever has none did nothing here, as an unknown one. */
async function idOf(value: string): Promise<string> {
  if (!value.includes("@")) return value;
  const user = await db.user.findUnique({ where: { email: value.toLowerCase() }, select: { id: true } });
  return user?.id ?? value;
}

/** An organization's slug stands for its id; what nobody is called finds nothing. */
async function scopeOf(value: string): Promise<string> {
  if (value === "platform") return value;
  const organization = await db.organization.findUnique({ where: { slug: value.toLowerCase() }, select: { id: true } });
  return organization?.id ?? value.toLowerCase();
}

/** Rows as they are shown: people by their addresses, as far as they still have an account. */
export async function auditEventViews(rows: AuditEvent[]): Promise<AuditEventView[]> {
  const ids = rows.flatMap(({ actorType, actorId, impersonatorId, targetType, targetId }) => [
    ...(impersonatorId ? [impersonatorId] : []),
    ...(actorType === "user" && actorId ? [actorId] : []),
    ...(targetType === "user" && targetId ? [targetId] : []),
  ]);
  const users = await db.user.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, email: true } });
  const names = new Map(users.map(({ id, email }) => [id, email]));
  return rows.map((row) => {
    const actorName = row.actorId === null ? null : (names.get(row.actorId) ?? (row.actorType === "system" ? row.actorId : null));
    const impersonator = row.impersonatorId === null ? null : { id: row.impersonatorId, name: names.get(row.impersonatorId) ?? null };
    const targetName = row.targetId === null ? null : (names.get(row.targetId) ?? null);
    return {
      id: row.id,
      occurred_at: row.occurredAt.toISOString(),
      action: row.action,
      outcome: row.outcome,
      summary: summaryOf(row.action, impersonator ? bothNames(impersonator.name, actorName) : actorName, targetName),
      actor: { type: row.actorType, id: row.actorId, name: actorName },
      impersonator,
      target: row.targetType !== null && row.targetId !== null ? { type: row.targetType, id: row.targetId, name: targetName } : null,
      ip: row.ip,
      user_agent: row.userAgent,
      request_id: row.requestId,
      details: JSON.parse(JSON.stringify(row.details)),
    };
  });
}

const bothNames = (impersonator: string | null, actor: string | null): string =>
  `${impersonator ?? "An administrator"}, acting as ${actor ?? "somebody"},`;

function summaryOf(action: string, actorName: string | null, targetName: string | null): string {
  if (!isAuditAction(action)) return action;
  return AUDIT_ACTIONS[action].log.replace("{actor}", () => actorName ?? "Somebody").replace("{target}", () => targetName ?? "somebody");
}
