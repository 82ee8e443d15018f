import { AUDIT_ACTIONS, isAuditAction } from "@/lib/audit/actions";
import type { AuditEventView } from "@/lib/audit/events.schema";
import { type AuditCondition, type AuditPage, findAuditRows, type SearchedColumn } from "@/lib/audit/find-rows";
import { parseAuditQuery, parseTimeRange, type Qualifier, type SearchedPlace } from "@/lib/audit/query";
import { db } from "@/lib/db";
import type { AuditEvent } from "@/lib/generated/prisma/client";
import { firstIdAt } from "@/lib/ordered-id";

/** A search as conditions on rows. @throws AppError VALIDATION_ERROR beside `q`. */
export async function readAuditQuery(q: string, place: SearchedPlace = "organization"): Promise<AuditCondition[]> {
  return Promise.all(parseAuditQuery(q, place).map(condition));
}

/** A page of one chain's rows as they are shown, the newest first, whoever asks. */
export async function findAuditEvents(
  scope: string,
  conditions: readonly AuditCondition[],
  page: AuditPage,
): Promise<{ items: AuditEventView[]; next_cursor: string | null }> {
  const { rows, next_cursor } = await findAuditRows(scope, conditions, page);
  return { items: await auditEventViews(rows), next_cursor };
}

/**
 * A search as it may be written into a log: with ids where it names people by address, because an address in a row outlives its account
 * (docs/decisions/erasure.md). Nobody's address becomes `unknown`. @throws AppError VALIDATION_ERROR beside `q`.
 */
export async function auditQueryToKeep(q: string, place: SearchedPlace = "organization"): Promise<string> {
  const words = parseAuditQuery(q, place).map(async ({ name, value, isExcluded }) => {
    const id = value.includes("@") ? await idOf(value) : value;
    return `${isExcluded ? "-" : ""}${name}:${id.includes("@") ? "unknown" : id}`;
  });
  return (await Promise.all(words)).join(" ");
}

async function condition({ name, value, isExcluded }: Qualifier): Promise<AuditCondition> {
  const exact = (column: SearchedColumn, sought: string, isPrefix = false): AuditCondition => ({
    kind: "value",
    value: sought,
    column,
    isExcluded,
    isPrefix,
  });
  switch (name) {
    case "action":
      return value.endsWith("*") ? exact("action", value.slice(0, -1), true) : exact("action", value);
    case "outcome":
      return exact("outcome", value);
    case "ip":
      return exact("ip", value);
    case "actor":
      return exact("actor_id", await idOf(value));
    case "target":
      return exact("target_id", await idOf(value));
    case "created":
      return { ...within(value), isExcluded };
    case "scope":
      return exact("scope", await scopeOf(value));
  }
}

function within(value: string): { kind: "range"; from: string | null; to: string | null } {
  const { from, to } = parseTimeRange(value);
  // Ids are UUIDs of version 7, which begin with their time: the index that pages also finds the range.
  return { kind: "range", from: from && firstIdAt(from), to: to && firstIdAt(to) };
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

/** The addresses of the people and of the invitations that rows name by their ids. */
async function namesIn(rows: AuditEvent[]): Promise<Map<string, string>> {
  const people = rows.flatMap(({ actorType, actorId, impersonatorId, targetType, targetId }) => [
    ...(impersonatorId ? [impersonatorId] : []),
    ...(actorType === "user" && actorId ? [actorId] : []),
    ...(targetType === "user" && targetId ? [targetId] : []),
  ]);
  const invited = rows.flatMap(({ targetType, targetId }) => (targetType === "invitation" && targetId ? [targetId] : []));
  const select = { id: true, email: true } as const;
  const named = await Promise.all([
    db.user.findMany({ where: { id: { in: [...new Set(people)] } }, select }),
    invited.length > 0 ? db.invitation.findMany({ where: { id: { in: [...new Set(invited)] } }, select }) : [],
  ]);
  return new Map(named.flat().map(({ id, email }) => [id, email]));
}

/** Rows as they are shown: people by their addresses, as far as they still have an account, and the invited while their invitation is kept. */
export async function auditEventViews(rows: AuditEvent[]): Promise<AuditEventView[]> {
  const names = await namesIn(rows);
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
