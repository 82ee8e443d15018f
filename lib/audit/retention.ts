import type pg from "pg";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { FindingCollector } from "@/lib/audit/findings";
import { type Removal, removalMac } from "@/lib/audit/removal";
import { readEvents, readSeals, type StoredSeal } from "@/lib/audit/stored";
import { checkBatch, checkHeader } from "@/lib/audit/verify-scope";
import { db, pool, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** Rows of one transaction: what is in memory at once. */
const BATCH_EVENTS = 2_000;

/** Transactions of one run; what is left waits for the next. */
const MOST_BATCHES = 100;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Any number that no other advisory lock of ours uses. */
const LOCK_CLASS = 7_206_101;

const worker = (): Actor => ({ kind: "system", name: "worker", context: { requestId: crypto.randomUUID(), ip: null, userAgent: null } });

/** A trail whose oldest rows have been kept for long enough. */
interface DueScope {
  scope: string;
  days: number;
}

/**
 * Removes the rows whose time is over, of every trail that has one: the work of `maintenance.cleanup`. An organization says
 * itself how long its rows are kept; AUDIT_RETENTION_DAYS says it for the platform, and for organizations that are gone. Seals
 * stay, and so does the chain (docs/decisions/audit-retention.md). @returns how many rows went.
 */
export async function removeExpiredAuditEvents(): Promise<number> {
  let removed = 0;
  let batches = 0;
  for (const { scope, days } of await dueScopes()) {
    const before = new Date(Date.now() - days * DAY_MS);
    for (; batches < MOST_BATCHES; batches += 1) {
      const count = await removeBatch({ scope, days }, before);
      if (count === null) break;
      removed += count;
    }
  }
  return removed;
}

/** Only trails whose first seal that still has its rows is old enough: one look at an index for each. */
async function dueScopes(): Promise<DueScope[]> {
  return db.$queryRaw<DueScope[]>`
    WITH RECURSIVE scopes (scope) AS (
      SELECT min(scope) FROM audit_seals WHERE ${env.AUDIT_RETENTION_DAYS}::int > 0
      UNION ALL
      SELECT (SELECT min(s.scope) FROM audit_seals s WHERE s.scope > scopes.scope) FROM scopes WHERE scopes.scope IS NOT NULL
    ), kept AS (
      SELECT id::text AS scope, audit_retention_days AS days FROM organizations WHERE audit_retention_days IS NOT NULL
      UNION ALL
      SELECT scope, ${env.AUDIT_RETENTION_DAYS}::int FROM scopes
       WHERE scope IS NOT NULL AND NOT EXISTS (SELECT FROM organizations o WHERE o.id::text = scopes.scope)
    )
    SELECT kept.scope, kept.days FROM kept
      LEFT JOIN LATERAL (
        SELECT last_sequence FROM audit_removals r WHERE r.scope = kept.scope ORDER BY first_sequence DESC LIMIT 1
      ) AS r ON true
      JOIN audit_seals s ON s.scope = kept.scope AND s.sequence = coalesce(r.last_sequence, 0) + 1
     WHERE s.sealed_at < now() - kept.days * interval '1 day'
     ORDER BY kept.scope`;
}

/** @returns how many rows went; null when there is nothing more to remove. */
async function removeBatch({ scope, days }: DueScope, before: Date): Promise<number | null> {
  const previous = await lastRemoval(db, scope);
  const seals = await wholeSeals(scope, previous, before);
  const last = seals.at(-1);
  if (!last) return null;
  const ids = seals.flatMap(({ eventIds }) => eventIds);
  const removal: Removal = {
    scope,
    firstSequence: (previous?.lastSequence ?? 0) + 1,
    lastSequence: last.sequence,
    headHash: last.hash,
    eventCount: ids.length,
    removedAt: new Date(),
  };
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK_CLASS}::int, hashtext(${scope}))`;
    // Another instance was quicker; the next batch begins behind its own.
    if ((await lastRemoval(tx, scope))?.lastSequence !== previous?.lastSequence) return 0;
    await tx.auditRemoval.create({ data: { ...removal, mac: removalMac(removal) }, select: { lastSequence: true } });
    await tx.$executeRaw`DELETE FROM audit_events WHERE id = ANY (${ids}::uuid[])`;
    await audit(tx, worker(), {
      action: "audit.expired",
      scope,
      details: { events: ids.length, first_seal: removal.firstSequence, last_seal: removal.lastSequence, kept_days: days },
    });
    return ids.length;
  });
}

const lastRemoval = (tx: Tx, scope: string) =>
  tx.auditRemoval.findFirst({
    where: { scope },
    orderBy: { firstSequence: "desc" },
    select: { lastSequence: true, headHash: true },
  });

/**
 * The next seals that are old enough, as many as make one batch, each verified with its rows: what was tampered with is not
 * removed, so that the evidence stays.
 */
async function wholeSeals(scope: string, previous: { lastSequence: number; headHash: string } | null, before: Date): Promise<StoredSeal[]> {
  const client = await pool.connect();
  try {
    return await firstWhole(client, scope, previous, before);
  } finally {
    client.release();
  }
}

async function firstWhole(
  client: pg.PoolClient,
  scope: string,
  previous: { lastSequence: number; headHash: string } | null,
  before: Date,
): Promise<StoredSeal[]> {
  const whole: StoredSeal[] = [];
  let head = previous && { scope, sequence: previous.lastSequence, hash: previous.headHash };
  let events = 0;
  const { value: page } = await readSeals(client, scope, head?.sequence ?? 0).next();
  for (const seal of page ?? []) {
    if (seal.sealedAt >= before || (events > 0 && events + seal.eventIds.length > BATCH_EVENTS)) break;
    const found = new FindingCollector();
    checkHeader(seal, head, found);
    await checkBatch(seal, await readEvents(client, seal.eventIds), found);
    if (found.count > 0) {
      log.error({ event: "audit.removal_refused", scope, sequence: seal.sequence }, "old audit rows do not verify and are not removed");
      break;
    }
    whole.push(seal);
    events += seal.eventIds.length;
    head = { scope, sequence: seal.sequence, hash: seal.hash };
  }
  return whole;
}
