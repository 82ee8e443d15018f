import type { ClientBase } from "pg";
import { type AuditRecord, isRecordMac } from "@/lib/audit/record";
import type { Removal } from "@/lib/audit/removal";

/** A row as the database holds it now. */
export interface StoredEvent extends AuditRecord {
  mac: string;
}

/** A seal as the database holds it now. */
export interface StoredSeal {
  scope: string;
  sequence: number;
  eventIds: string[];
  eventsHash: string;
  previousHash: string;
  sealedAt: Date;
  hash: string;
  mac: string;
}

const SEALS_A_PAGE = 100;
const EVENTS_A_PAGE = 1000;

// PostgreSQL knows times that JavaScript does not, such as infinity. None of ours is among them; they are
// read as one that we never write, and so fail the comparison of hashes like any other change.
const readableTime = (column: string) =>
  `CASE WHEN ${column} BETWEEN '1970-01-01Z' AND '9999-01-01Z' THEN ${column} ELSE '1970-01-01Z' END`;

const EVENT_COLUMNS = `e.id, e.scope, ${readableTime("e.occurred_at")} AS "occurredAt", e.action, e.outcome, e.actor_type AS "actorType",
  e.actor_id AS "actorId", e.session_id AS "sessionId", e.target_type AS "targetType", e.target_id AS "targetId",
  e.ip, e.user_agent AS "userAgent", e.request_id AS "requestId", e.details, e.mac, e.impersonator_id AS "impersonatorId"`;

/** Whether the row still carries the keyed hash of its own columns. */
export function macMatches(event: StoredEvent): boolean {
  try {
    return isRecordMac(event, event.mac);
  } catch (error) {
    // JSON nested deeper than we could ever have written.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Every scope that any of the three tables mentions. */
export async function readScopes(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ scope: string }>(
    `SELECT scope FROM audit_events UNION SELECT scope FROM audit_pending UNION SELECT scope FROM audit_seals ORDER BY scope`,
  );
  return rows.map((row) => row.scope);
}

/** The seals of a scope in order, a page at a time; those behind `from` where it is given. */
export async function* readSeals(client: ClientBase, scope: string, from: number | null = null): AsyncGenerator<StoredSeal[]> {
  let after = from;
  for (;;) {
    const page: { rows: StoredSeal[] } = await client.query<StoredSeal>(
      `SELECT scope, sequence, event_ids::text[] AS "eventIds", events_hash AS "eventsHash", previous_hash AS "previousHash",
         ${readableTime("sealed_at")} AS "sealedAt", hash, mac
       FROM audit_seals WHERE scope = $1 AND ($2::int IS NULL OR sequence > $2) ORDER BY sequence LIMIT $3`,
      [scope, after, SEALS_A_PAGE],
    );
    if (page.rows.length > 0) yield page.rows;
    if (page.rows.length < SEALS_A_PAGE) return;
    after = page.rows.at(-1)?.sequence ?? null;
  }
}

/** The notes of removals of a scope, in order. */
export async function readRemovals(client: ClientBase, scope: string): Promise<(Removal & { mac: string })[]> {
  const { rows } = await client.query<Removal & { mac: string }>(
    `SELECT scope, first_sequence AS "firstSequence", last_sequence AS "lastSequence", head_hash AS "headHash",
       event_count AS "eventCount", ${readableTime("removed_at")} AS "removedAt", mac
     FROM audit_removals WHERE scope = $1 ORDER BY first_sequence`,
    [scope],
  );
  return rows;
}

/** The number of the newest seal; 0 when there is none. */
export async function lastSequence(client: ClientBase, scope: string): Promise<number> {
  const { rows } = await client.query<{ last: number | null }>("SELECT max(sequence) AS last FROM audit_seals WHERE scope = $1", [scope]);
  return rows[0]?.last ?? 0;
}

/** The rows with these ids, by id. */
export async function readEvents(client: ClientBase, ids: string[]): Promise<Map<string, StoredEvent>> {
  const { rows } = await client.query<StoredEvent>(`SELECT ${EVENT_COLUMNS} FROM audit_events e WHERE e.id = ANY ($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The ids that wait for a seal, in order, a page at a time. */
export async function* readPending(client: ClientBase, scope: string): AsyncGenerator<string[]> {
  let after: string | null = null;
  for (;;) {
    const page: { rows: { id: string }[] } = await client.query<{ id: string }>(
      `SELECT event_id AS id FROM audit_pending
       WHERE scope = $1 AND ($2::uuid IS NULL OR event_id > $2) ORDER BY event_id LIMIT $3`,
      [scope, after, EVENTS_A_PAGE],
    );
    if (page.rows.length > 0) yield page.rows.map((row) => row.id);
    if (page.rows.length < EVENTS_A_PAGE) return;
    after = page.rows.at(-1)?.id ?? null;
  }
}

/** Rows that no seal of their scope lists and that do not wait for one. */
export async function readStrays(client: ClientBase, scope: string, limit: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT e.id FROM audit_events e
     WHERE e.scope = $1
       AND NOT EXISTS (SELECT FROM (SELECT unnest(event_ids) AS id FROM audit_seals WHERE scope = $1) s WHERE s.id = e.id)
       AND NOT EXISTS (SELECT FROM audit_pending p WHERE p.scope = $1 AND p.event_id = e.id)
     ORDER BY e.id LIMIT $2`,
    [scope, limit],
  );
  return rows.map((row) => row.id);
}

/** Rows that are listed twice, in seals or among the waiting. */
export async function readRepeated(client: ClientBase, scope: string, limit: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM (
       SELECT unnest(event_ids) AS id FROM audit_seals WHERE scope = $1
       UNION ALL SELECT event_id FROM audit_pending WHERE scope = $1
     ) listed GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT $2`,
    [scope, limit],
  );
  return rows.map((row) => row.id);
}
