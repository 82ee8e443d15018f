import { type AuditHead, auditHeads } from "@/lib/audit/seal";
import { isSealMac } from "@/lib/audit/seal-hash";
import { db } from "@/lib/db";
import { loadKeptKeys } from "@/lib/kept-keys";

/** How the audit trail is doing, without reading it all. */
export interface AuditStatus {
  heads: AuditHead[];
  /** Rows that wait for a seal, and since when the first of them does. */
  pendingEvents: number;
  oldestPendingAt: Date | null;
  /** False when the newest seal was made with another ENCRYPTION_KEY, or by nobody; null when there is none. */
  isKeyRight: boolean | null;
  /** Whether the database refuses to change and to delete rows. */
  isGuarded: boolean;
}

const TRIGGERS = [
  "audit_events_append_only",
  "audit_events_kept",
  "audit_pending_only_taken",
  "audit_removals_append_only",
  "audit_seals_append_only",
];

/** Reads the status; the work of `portico doctor`. */
export async function auditStatus(): Promise<AuditStatus> {
  await loadKeptKeys();
  const [pending] = await db.$queryRaw<{ count: number; oldest: Date | null }[]>`
    SELECT count(*)::int AS count, min(audit_events.occurred_at) AS oldest
    FROM audit_pending JOIN audit_events ON audit_events.id = audit_pending.event_id`;
  const guards = await db.$queryRaw<{ name: string }[]>`
    SELECT tgname::text AS name FROM pg_trigger WHERE tgname = ANY (${TRIGGERS}) AND tgenabled = 'A'`;
  const newest = await db.auditSeal.findFirst({ orderBy: { sealedAt: "desc" }, select: { hash: true, mac: true } });
  return {
    heads: await auditHeads(),
    pendingEvents: pending?.count ?? 0,
    oldestPendingAt: pending?.oldest ?? null,
    isKeyRight: newest ? isSealMac(newest.hash, newest.mac) : null,
    isGuarded: guards.length === TRIGGERS.length,
  };
}
