import { isKeyedHash, keyedHash } from "@/lib/crypto";

/** A note that the rows of some seals were removed because their time was over. */
export interface Removal {
  scope: string;
  firstSequence: number;
  lastSequence: number;
  /** Hash of the last of these seals: what is left hangs on it. */
  headHash: string;
  eventCount: number;
  removedAt: Date;
}

const text = (removal: Removal): string =>
  JSON.stringify([
    "portico.audit.removal.v1",
    removal.scope,
    removal.firstSequence,
    removal.lastSequence,
    removal.headHash,
    removal.eventCount,
    removal.removedAt.toISOString(),
  ]);

/** The keyed hash of such a note: without the key nobody can make a removal look lawful. */
export const removalMac = (removal: Removal): string => keyedHash("audit", text(removal));

/** Whether this is the keyed hash of such a note, under the present key or a former one. */
export const isRemovalMac = (removal: Removal, mac: string): boolean => isKeyedHash("audit", text(removal), mac);
