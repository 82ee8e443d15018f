import { setImmediate as others } from "node:timers/promises";
import type { ClientBase } from "pg";
import { type FindingCollector, MAX_FINDINGS } from "@/lib/audit/findings";
import { RemovedPrefix } from "@/lib/audit/removed-prefix";
import type { AuditHead } from "@/lib/audit/seal";
import { GENESIS_HASH, hashEvents, hashSeal, isSealMac } from "@/lib/audit/seal-hash";
import {
  lastSequence,
  macMatches,
  readEvents,
  readPending,
  readRemovals,
  readRepeated,
  readSeals,
  readStrays,
  type StoredEvent,
  type StoredSeal,
} from "@/lib/audit/stored";

/** What was looked at in one scope. */
export interface ScopeReport {
  scope: string;
  seals: number;
  sealedEvents: number;
  /** Of the sealed ones, those that were removed because their time was over. */
  removedEvents: number;
  pendingEvents: number;
  head: AuditHead | null;
}

/** Rows fetched at a time: seals are joined until their rows reach it. */
const EVENTS_AT_ONCE = 2000;

/** Cuts a page of seals where their rows become too many to hold at once. */
function* inBites(seals: StoredSeal[]): Generator<StoredSeal[]> {
  let bite: StoredSeal[] = [];
  let size = 0;
  for (const seal of seals) {
    bite.push(seal);
    size += seal.eventIds.length;
    if (size < EVENTS_AT_ONCE) continue;
    yield bite;
    bite = [];
    size = 0;
  }
  if (bite.length > 0) yield bite;
}

/** Rows hashed before others may use the thread: some milliseconds of work. */
const HASHED_AT_ONCE = 200;

/** Whether a seal is whole, ours, and follows the one before. */
export function checkHeader(seal: StoredSeal, previous: AuditHead | null, found: FindingCollector): void {
  const { scope, sequence } = seal;
  const expected = (previous?.sequence ?? 0) + 1;
  if (sequence > expected) found.add({ kind: "seals_removed", scope, firstSequence: expected, lastSequence: sequence - 1 });
  const isWhole = hashSeal({ ...seal, eventCount: seal.eventIds.length }) === seal.hash;
  const isOurs = found.countMac(isSealMac(seal.hash, seal.mac));
  if (!isWhole || !isOurs || sequence < 1) found.add({ kind: "seal_changed", scope, sequence });
  if (sequence === expected && seal.previousHash !== (previous?.hash ?? GENESIS_HASH)) {
    found.add({ kind: "chain_broken", scope, sequence });
  }
}

/** Whether the rows of a seal are the ones that were sealed. */
export async function checkBatch(seal: StoredSeal, events: Map<string, StoredEvent>, found: FindingCollector): Promise<void> {
  const { scope, sequence } = seal;
  let isExplained = false;
  const listed: { id: string; mac: string }[] = [];
  for (const [at, id] of seal.eventIds.entries()) {
    if (at % HASHED_AT_ONCE === HASHED_AT_ONCE - 1) await others();
    const event = events.get(id);
    if (!event) {
      isExplained = true;
      found.add({ kind: "event_removed", scope, eventId: id, sequence });
      continue;
    }
    listed.push({ id, mac: event.mac });
    if (!found.countMac(macMatches(event)) || event.scope !== scope) {
      isExplained = true;
      found.add({ kind: "event_changed", scope, eventId: id, sequence });
    }
  }
  // The hash of a batch with a missing or changed row cannot match; that row was named already.
  if (isExplained || hashEvents(listed) === seal.eventsHash) return;
  const inOrder = listed.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  found.add({ kind: hashEvents(inOrder) === seal.eventsHash ? "events_reordered" : "batch_changed", scope, sequence });
}

async function checkPending(client: ClientBase, scope: string, found: FindingCollector): Promise<number> {
  let count = 0;
  for await (const ids of readPending(client, scope)) {
    const events = await readEvents(client, ids);
    count += ids.length;
    for (const id of ids) {
      const event = events.get(id);
      if (!event) found.add({ kind: "event_removed", scope, eventId: id, sequence: null });
      else if (!found.countMac(macMatches(event)) || event.scope !== scope) {
        found.add({ kind: "event_changed", scope, eventId: id, sequence: null });
      }
    }
  }
  return count;
}

/** Told after each bite which share of a scope's seals was looked at, from 0 to 1. */
export type OnProgress = (share: number) => Promise<void>;

/** Walks the chain of one scope from its first seal to its open rows, then looks for rows outside of it. */
export async function verifyScope(
  client: ClientBase,
  scope: string,
  found: FindingCollector,
  onProgress?: OnProgress,
): Promise<ScopeReport> {
  const report: ScopeReport = { scope, seals: 0, sealedEvents: 0, removedEvents: 0, pendingEvents: 0, head: null };
  const removed = new RemovedPrefix(await readRemovals(client, scope), found);
  const last = await lastSequence(client, scope);
  for await (const page of readSeals(client, scope)) {
    for (const bite of inBites(page)) {
      const events = await readEvents(
        client,
        bite.flatMap((seal) => seal.eventIds),
      );
      for (const seal of bite) {
        checkHeader(seal, report.head, found);
        if (removed.covers(seal, found)) {
          report.removedEvents += seal.eventIds.length;
          // They went all at once: what is there was put there.
          for (const eventId of seal.eventIds) if (events.has(eventId)) found.add({ kind: "event_added", scope, eventId });
        } else await checkBatch(seal, events, found);
        report.seals += 1;
        report.sealedEvents += seal.eventIds.length;
        report.head = { scope, sequence: seal.sequence, hash: seal.hash };
      }
      await onProgress?.((report.head?.sequence ?? 0) / Math.max(last, 1));
    }
  }
  report.pendingEvents = await checkPending(client, scope, found);
  for (const eventId of await readStrays(client, scope, MAX_FINDINGS)) found.add({ kind: "event_added", scope, eventId });
  for (const eventId of await readRepeated(client, scope, MAX_FINDINGS)) found.add({ kind: "event_repeated", scope, eventId });
  return report;
}
