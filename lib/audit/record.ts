import type { Json } from "@/lib/audit/clean";
import { isKeyedHash, keyedHash } from "@/lib/crypto";

/** All that one audit row says; its keyed hash covers every field. */
export interface AuditRecord {
  id: string;
  scope: string;
  occurredAt: Date;
  action: string;
  outcome: string;
  actorType: string;
  actorId: string | null;
  sessionId: string | null;
  targetType: string | null;
  targetId: string | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string | null;
  details: Json;
  /** The administrator who acted as the actor. */
  impersonatorId: string | null;
}

const MAX_DEPTH = 100;

/**
 * The one text of a JSON value: no white space, keys sorted by UTF-16 units, strings and numbers as
 * ECMAScript writes them (as in RFC 8785 §3.2). Equal values give equal texts and different values
 * different ones, and jsonb, which forgets the order of keys, gives back an equal value.
 * @throws RangeError when nested deeper than anything we write.
 */
export function canonicalJson(value: Json, depth = 0): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (depth > MAX_DEPTH) throw new RangeError("JSON is nested too deeply");
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item, depth + 1)}`).join(",")}}`;
}

/**
 * The text that is hashed for a row: a JSON array of a version tag and every column in a fixed order,
 * absent ones as null, the time in UTC with milliseconds, `details` canonical. The quoting of JSON keeps
 * the borders between fields, so no two different rows share a text. A row that names an administrator who acted as the
 * actor is of the second version, which has one field more; all others keep the text they had before there was one.
 */
export function canonicalRecord(record: AuditRecord): string {
  const fields = [
    record.impersonatorId === null ? "portico.audit.event.v1" : "portico.audit.event.v2",
    record.id,
    record.scope,
    record.occurredAt.toISOString(),
    record.action,
    record.outcome,
    record.actorType,
    record.actorId,
    record.sessionId,
    record.targetType,
    record.targetId,
    record.ip,
    record.userAgent,
    record.requestId,
    ...(record.impersonatorId === null ? [] : [record.impersonatorId]),
  ];
  return `${JSON.stringify(fields).slice(0, -1)},${canonicalJson(record.details)}]`;
}

/** HMAC-SHA-256 of the row under the audit key, hex: whoever has only the database cannot make one. */
export function recordMac(record: AuditRecord): string {
  return keyedHash("audit", canonicalRecord(record));
}

/** Whether a row carries the keyed hash of its own columns, under the present key or a former one. */
export const isRecordMac = (record: AuditRecord, mac: string): boolean => isKeyedHash("audit", canonicalRecord(record), mac);
