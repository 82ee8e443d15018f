import { describeToOwner } from "@/lib/audit/actions";
import { db } from "@/lib/db";

/** The newest so many security events go into an archive; an account has far fewer in a lifetime of use. */
export const MOST_EVENTS = 100_000;

/** Events read at once. */
const PAGE = 500;

interface EventRow {
  id: string;
  action: string;
  outcome: string;
  occurred_at: Date;
  actor_type: string;
  actor_id: string | null;
  impersonator_id: string | null;
  target_type: string | null;
  target_id: string | null;
  ip: string | null;
  user_agent: string | null;
  request_id: string | null;
  details: unknown;
}

/** What happened to one's account, and what one did but to others' accounts: the timeline's rule (`listActivity`). */
export async function countOwnEvents(userId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT id FROM audit_events WHERE target_id = ${userId}
      UNION
      SELECT id FROM audit_events WHERE actor_id = ${userId} AND target_type IS DISTINCT FROM 'user'
      LIMIT ${MOST_EVENTS}
    ) AS own`;
  return row?.count ?? 0;
}

/**
 * The same events, newest first, page by page: each page is read by two index ranges, so that it costs the same
 * however many there are.
 */
export async function* ownEvents(userId: string): AsyncGenerator<object[]> {
  let before = "ffffffff-ffff-ffff-ffff-ffffffffffff";
  for (let written = 0; written < MOST_EVENTS; written += PAGE) {
    const rows = await db.$queryRaw<EventRow[]>`
      SELECT id, action, outcome, occurred_at, actor_type, actor_id, impersonator_id, target_type, target_id, ip, user_agent, request_id, details
      FROM audit_events WHERE id IN (
        (SELECT id FROM audit_events WHERE target_id = ${userId} AND id < ${before}::uuid ORDER BY id DESC LIMIT ${PAGE})
        UNION
        (SELECT id FROM audit_events WHERE actor_id = ${userId} AND target_type IS DISTINCT FROM 'user' AND id < ${before}::uuid
         ORDER BY id DESC LIMIT ${PAGE})
      ) ORDER BY id DESC LIMIT ${PAGE}`;
    if (rows.length > 0) yield rows.map((row) => toldToOwner(row, userId));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    before = last.id;
  }
}

/** Where somebody else who is known acted from is theirs, not the reader's. */
function toldToOwner(row: EventRow, userId: string): object {
  const isOwn = row.actor_id === userId && row.impersonator_id === null;
  const isAnothers = row.actor_type === "user" && !isOwn;
  return {
    id: row.id,
    occurred_at: row.occurred_at.toISOString(),
    action: row.action,
    summary: describeToOwner(row.action, isOwn ? "owner" : "other"),
    outcome: row.outcome,
    by: isOwn ? "you" : row.impersonator_id !== null ? "an administrator, as you" : isAnothers ? "an administrator" : row.actor_type,
    target_type: row.target_type,
    target_id: row.target_id,
    ip: isAnothers ? null : row.ip,
    user_agent: isAnothers ? null : row.user_agent,
    request_id: isAnothers ? null : row.request_id,
    details: isAnothers ? {} : row.details,
  };
}
