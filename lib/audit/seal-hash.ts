import { isKeyedHash, keyedHash, sha256 } from "@/lib/crypto";

/** Stands for the seal before the first. */
export const GENESIS_HASH = "0".repeat(64);

/** What a seal says about its batch; its hash covers every field. */
export interface SealHeader {
  scope: string;
  sequence: number;
  previousHash: string;
  sealedAt: Date;
  eventCount: number;
  eventsHash: string;
}

/**
 * SHA-256 over the id and keyed hash of every row of a batch, in order. A row that had vanished before
 * it was sealed takes part as "missing", so that the seal keeps the evidence.
 */
export function hashEvents(events: readonly { id: string; mac: string | null }[]): string {
  return sha256(events.map((event) => `${event.id}:${event.mac ?? "missing"}\n`).join(""));
}

/** SHA-256 of a seal. Kept apart from the rows' hash, so that the chain still verifies after old rows are lawfully pruned. */
export function hashSeal(seal: SealHeader): string {
  return sha256(
    JSON.stringify([
      "portico.audit.seal.v1",
      seal.scope,
      seal.sequence,
      seal.previousHash,
      seal.sealedAt.toISOString(),
      seal.eventCount,
      seal.eventsHash,
    ]),
  );
}

const sealed = (hash: string): string => `portico.audit.seal.v1:${hash}`;

/** The keyed hash of a seal: without the key nobody can write a chain that verifies. */
export const sealMac = (hash: string): string => keyedHash("audit", sealed(hash));

/** Whether this is the keyed hash of a seal, under the present key or a former one. */
export const isSealMac = (hash: string, mac: string): boolean => isKeyedHash("audit", sealed(hash), mac);
