import type { Actor } from "@/lib/access/actor";
import type { AuditAction } from "@/lib/audit/actions";
import { cleanJson, cleanText, type Json } from "@/lib/audit/clean";
import { type AuditRecord, canonicalJson, recordMac } from "@/lib/audit/record";
import { Prisma, type Tx } from "@/lib/db";
import { orderedId } from "@/lib/ordered-id";

export interface AuditInput {
  action: AuditAction;
  /** `success` when absent. `denied` is for what a rule refused, `failure` for what did not succeed. */
  outcome?: "success" | "failure" | "denied";
  /** What it was done to, such as `{ type: "user", id }`. */
  target?: { type: string; id: string };
  /** Facts worth keeping. Never a password, token, code or anything that opens a door. */
  details?: Record<string, Json>;
  /** `platform` when absent, else the id of the organization whose log it belongs to. */
  scope?: string;
}

const MAX_ID = 256;
const MAX_IP = 64;
const MAX_USER_AGENT = 512;

const optional = (value: string | null, maxLength: number) => (value === null ? null : cleanText(value, maxLength));

function actorColumns(actor: Actor) {
  switch (actor.kind) {
    case "session":
      return {
        actorType: "user",
        actorId: actor.userId,
        sessionId: actor.sessionId,
        impersonatorId: actor.impersonator?.userId ?? null,
      };
    case "system":
      return { actorType: "system", actorId: cleanText(actor.name, MAX_ID), sessionId: null, impersonatorId: null };
    case "anonymous":
      return { actorType: "anonymous", actorId: null, sessionId: null, impersonatorId: null };
  }
}

/** The row for an event, which happens now where no other moment is given, made safe to store and to show. */
export function auditRecord(actor: Actor, event: AuditInput, occurredAt = new Date()): AuditRecord {
  return {
    id: orderedId(occurredAt.getTime()),
    scope: cleanText(event.scope ?? "platform", MAX_ID),
    occurredAt,
    action: event.action,
    outcome: event.outcome ?? "success",
    ...actorColumns(actor),
    targetType: event.target ? cleanText(event.target.type, MAX_ID) : null,
    targetId: event.target ? cleanText(event.target.id, MAX_ID) : null,
    ip: optional(actor.context.ip, MAX_IP),
    userAgent: optional(actor.context.userAgent, MAX_USER_AGENT),
    requestId: cleanText(actor.context.requestId, MAX_ID),
    details: cleanJson(event.details ?? {}),
  };
}

/**
 * Parts of a `WITH` that write one audit row, and the mark that it is not sealed yet, for each row of `source`:
 * for a change that is one statement, so that its audit row is part of it.
 */
export function auditRow(actor: Actor, event: AuditInput, source: Prisma.Sql): Prisma.Sql {
  const row = auditRecord(actor, event);
  return Prisma.sql`
    audit_row AS (
      INSERT INTO audit_events (
        id, scope, occurred_at, action, outcome, actor_type, actor_id, session_id,
        target_type, target_id, ip, user_agent, request_id, details, mac, impersonator_id
      ) SELECT
        ${row.id}::uuid, ${row.scope}, ${row.occurredAt.toISOString()}::timestamptz, ${row.action}, ${row.outcome},
        ${row.actorType}, ${row.actorId}, ${row.sessionId}, ${row.targetType}, ${row.targetId},
        ${row.ip}, ${row.userAgent}, ${row.requestId}, ${canonicalJson(row.details)}::jsonb, ${recordMac(row)}, ${row.impersonatorId}
      FROM ${source}
    ),
    audit_mark AS (INSERT INTO audit_pending (scope, event_id) SELECT ${row.scope}, ${row.id}::uuid FROM ${source})`;
}

const ONCE = Prisma.sql`(SELECT) AS once`;

/**
 * Writes one audit row, and the mark that it is not sealed yet, in the caller's transaction: it exists
 * exactly when the change does. One statement, and it waits for nobody: no lock is shared with other
 * writers or with the sealer. Where nothing else changes, `db` itself will do: a statement is a transaction.
 */
export async function audit(tx: Tx, actor: Actor, event: AuditInput): Promise<void> {
  await tx.$executeRaw`WITH ${auditRow(actor, event, ONCE)} SELECT`;
}

/** `audit` for many events of one actor, in one statement. */
export async function auditAll(tx: Tx, actor: Actor, events: readonly AuditInput[]): Promise<void> {
  await insertRecords(
    tx,
    events.map((event) => auditRecord(actor, event)),
  );
}

/** Something that happened at another time, by whomever. */
export interface PastEvent {
  at: Date;
  actor: Actor;
  event: AuditInput;
}

/** `auditAll` for what did not happen now: the made-up past of a demonstration. In order of time, so that ids are too. */
export async function auditPast(tx: Tx, events: readonly PastEvent[]): Promise<void> {
  await insertRecords(
    tx,
    events.map(({ at, actor, event }) => auditRecord(actor, event, at)),
  );
}

async function insertRecords(tx: Tx, records: readonly AuditRecord[]): Promise<void> {
  const rows = records.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString(), mac: recordMac(row) }));
  await tx.$executeRaw`
    WITH row AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (
        "id" uuid, "scope" text, "occurredAt" timestamptz, "action" text, "outcome" text, "actorType" text, "actorId" text, "sessionId" text,
        "targetType" text, "targetId" text, "ip" text, "userAgent" text, "requestId" text, "details" jsonb, "mac" text, "impersonatorId" text
      )
    ), written AS (
      INSERT INTO audit_events (
        id, scope, occurred_at, action, outcome, actor_type, actor_id, session_id,
        target_type, target_id, ip, user_agent, request_id, details, mac, impersonator_id
      ) SELECT "id", "scope", "occurredAt", "action", "outcome", "actorType", "actorId", "sessionId",
               "targetType", "targetId", "ip", "userAgent", "requestId", "details", "mac", "impersonatorId" FROM row
    )
    INSERT INTO audit_pending (scope, event_id) SELECT "scope", "id" FROM row`;
}
