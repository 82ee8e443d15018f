import { decryptBytes, encryptBytes, type KeyPurpose, previousKey, recogniseKey, sha256 } from "@/lib/crypto";
import { db, type Tx } from "@/lib/db";
import { log } from "@/lib/log";
import { processSingleton } from "@/lib/process-singleton";

/**
 * The keyed hashes that cannot be made again and outlive their key: audit rows, recovery codes, the cookies of known browsers. Their
 * keys are kept, encrypted under the present ENCRYPTION_KEY, when that is changed.
 */
const KEPT: readonly KeyPurpose[] = ["audit", "code", "device"];

const KEY_BYTES = 32;

const loaded = processSingleton("kept-keys-loaded", (): { once: Promise<void> | null } => ({ once: null }));

/** Reads the kept keys, once in this process: what was hashed under a former ENCRYPTION_KEY is recognised from then on. */
export function loadKeptKeys(tx: Tx = db): Promise<void> {
  loaded.once ??= load(tx).catch((error: unknown) => {
    loaded.once = null;
    throw error;
  });
  return loaded.once;
}

async function load(tx: Tx): Promise<void> {
  for (const { name, sealed } of await tx.keptKeys.findMany({ select: { name: true, sealed: true } })) {
    try {
      const keys = decryptBytes("kept-keys", sealed, name);
      for (const [at, purpose] of KEPT.entries()) recogniseKey(purpose, keys.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES));
    } catch (error) {
      log.error({ err: error, name }, "kept keys cannot be read: what was hashed under them is not recognised");
    }
  }
}

/**
 * Keeps the keys that ENCRYPTION_KEY_PREVIOUS gave for the time when it is set no more. Nothing where it is not set, or they are kept
 * already.
 */
export async function keepPreviousKeys(tx: Tx): Promise<void> {
  const keys = KEPT.flatMap((purpose) => previousKey(purpose) ?? []);
  const [first] = keys;
  if (!first) return;
  const name = sha256(first).slice(0, 32);
  const sealed = encryptBytes("kept-keys", Buffer.concat(keys), name);
  await tx.keptKeys.createMany({ data: [{ name, sealed }], skipDuplicates: true });
}
