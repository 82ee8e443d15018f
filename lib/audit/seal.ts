import { GENESIS_HASH, hashEvents, hashSeal, sealMac } from "@/lib/audit/seal-hash";
import { db, type Tx } from "@/lib/db";
import { log } from "@/lib/log";

/** Rows in one seal at most: the memory a sealer and a verifier need is bounded by it. */
const BATCH = 1000;

/** Any number that no other advisory lock of ours uses. */
const LOCK_CLASS = 7_206_100;

/** The newest seal of a scope: written down elsewhere, it proves that nothing before it was cut off. */
export interface AuditHead {
  scope: string;
  sequence: number;
  hash: string;
}

/** What one run of the sealer closed. */
export interface SealResult {
  sealedEvents: number;
  heads: AuditHead[];
}

/** Closes the oldest open rows of a scope, `BATCH` at most; null when there are none. */
async function sealBatch(tx: Tx, scope: string): Promise<{ head: AuditHead; count: number } | null> {
  // One sealer at a time for each scope; writers never take this lock.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK_CLASS}::int, hashtext(${scope}))`;
  const events = await tx.$queryRaw<{ id: string; mac: string | null }[]>`
    WITH taken AS (
      DELETE FROM audit_pending
      WHERE scope = ${scope} AND event_id = ANY (ARRAY(
        SELECT event_id FROM audit_pending WHERE scope = ${scope} ORDER BY event_id LIMIT ${BATCH}
      ))
      RETURNING event_id
    )
    SELECT taken.event_id::text AS id, audit_events.mac
    FROM taken LEFT JOIN audit_events ON audit_events.id = taken.event_id
    ORDER BY taken.event_id`;
  if (events.length === 0) return null;
  const previous = await tx.auditSeal.findFirst({
    where: { scope },
    orderBy: { sequence: "desc" },
    select: { sequence: true, hash: true },
  });
  const seal = {
    scope,
    sequence: (previous?.sequence ?? 0) + 1,
    previousHash: previous?.hash ?? GENESIS_HASH,
    sealedAt: new Date(),
    eventsHash: hashEvents(events),
  };
  const hash = hashSeal({ ...seal, eventCount: events.length });
  await tx.auditSeal.create({
    data: { ...seal, eventIds: events.map((event) => event.id), hash, mac: sealMac(hash) },
    select: { sequence: true },
  });
  return { head: { scope, sequence: seal.sequence, hash }, count: events.length };
}

/**
 * Closes every open audit row into chained batches, scope by scope, until none is left; the work of the
 * `audit.seal` job. Rows whose transaction is still open are taken by a later run, so nobody waits for
 * them. Safe to run anywhere at the same time. The new heads also go to the log: kept on another
 * machine, the log is an anchor for the chain.
 */
export async function sealAuditEvents(): Promise<SealResult> {
  const scopes = await db.$queryRaw<{ scope: string }[]>`SELECT DISTINCT scope FROM audit_pending ORDER BY scope`;
  const result: SealResult = { sealedEvents: 0, heads: [] };
  for (const { scope } of scopes) {
    let head: AuditHead | null = null;
    for (;;) {
      const sealed = await db.$transaction((tx) => sealBatch(tx, scope));
      if (!sealed) break;
      head = sealed.head;
      result.sealedEvents += sealed.count;
      if (sealed.count < BATCH) break;
    }
    if (!head) continue;
    result.heads.push(head);
    log.info({ event: "audit.sealed", ...head }, "audit rows sealed");
  }
  return result;
}

/** The newest seal of every scope, oldest scope name first. */
export async function auditHeads(): Promise<AuditHead[]> {
  return db.$queryRaw<AuditHead[]>`
    SELECT DISTINCT ON (scope) scope, sequence, hash FROM audit_seals ORDER BY scope, sequence DESC`;
}
