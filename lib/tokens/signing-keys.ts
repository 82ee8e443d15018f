import { setTimeout as pause } from "node:timers/promises";
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { decrypt, encrypt } from "@/lib/crypto";
import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { processSingleton } from "@/lib/process-singleton";

/**
 * ES256: 64-byte signatures, and unlike Ed25519 understood by every library that reads RFC 7518, also in older
 * browsers and gateways (docs/decisions/access-tokens.md).
 */
export const SIGNING_ALGORITHM = "ES256";

/** Any number that differs from the other advisory locks of this database. */
const KEYS_LOCK = 7_210_002;

/** How long the keys are answered from memory, in milliseconds. For an unknown `kid` they are read anew. */
const FRESH_MS = 30_000;

/** How far apart such reads are at least, in milliseconds: forged `kid`s must not become a flood of queries. */
const APART_MS = 100;

interface LoadedKey {
  kid: string;
  publicJwk: JWK;
  publicKey: CryptoKey;
  privateKey: CryptoKey;
  createdAt: Date;
  retiresAt: Date | null;
}

interface Ring {
  keys: LoadedKey[];
  /** On the clock of `performance.now()`, which nobody sets back. */
  readAt: number;
  reading: Promise<LoadedKey[]> | null;
  /** A read that has not begun. */
  next: Promise<LoadedKey[]> | null;
  /** Settles when the last such read has ended. */
  last: Promise<unknown>;
}

const ring = processSingleton<Ring>("signing-keys", () => ({
  keys: [],
  readAt: Number.NEGATIVE_INFINITY,
  reading: null,
  next: null,
  last: Promise.resolve(),
}));

/** The key that signs now; made on first need. */
export async function signingKey(): Promise<{ kid: string; privateKey: CryptoKey }> {
  const keys = await currentKeys();
  const newest = keys.find((key) => key.retiresAt === null);
  if (newest) return newest;
  await db.$transaction(async (tx) => {
    await lockKeys(tx);
    if ((await tx.signingKey.count({ where: { retiresAt: null } })) === 0) await insertKey(tx);
  });
  const made = (await keysFromNow()).find((key) => key.retiresAt === null);
  if (!made) throw new Error("A signing key was made but cannot be read");
  return made;
}

/** The public key of a `kid`, or null for one that we never had or that has retired. */
export async function verificationKey(kid: string): Promise<CryptoKey | null> {
  const known = (await currentKeys()).find((key) => key.kid === kid);
  if (known) return known.publicKey;
  return (await keysFromNow()).find((key) => key.kid === kid)?.publicKey ?? null;
}

/** The public halves, as `/.well-known/jwks.json` shows them (RFC 7517 §5). */
export async function publicKeySet(): Promise<{ keys: JWK[] }> {
  await signingKey();
  return { keys: (await keysFromNow()).map((key) => key.publicJwk) };
}

/**
 * Makes a new key that signs from now on. The former ones stay published and trusted for as long as a token
 * they signed can live, and an hour more for clocks and caches, so nobody is signed out.
 */
export async function rotateSigningKeys(tx: Tx): Promise<{ kid: string }> {
  await lockKeys(tx);
  const retiresAt = new Date(Date.now() + (env.ACCESS_TOKEN_EXPIRE_MINUTES + 60) * 60_000);
  await tx.signingKey.updateMany({ where: { retiresAt: null }, data: { retiresAt } });
  const made = await insertKey(tx);
  ring.readAt = Number.NEGATIVE_INFINITY;
  return made;
}

/**
 * Makes a new key and trusts no other from now on: what the former ones signed is worthless as soon as an instance reads
 * the keys again, within `FRESH_MS`. Nothing is decrypted, so it also helps after a change of ENCRYPTION_KEY.
 */
export async function replaceSigningKeys(tx: Tx): Promise<{ kid: string }> {
  await lockKeys(tx);
  const now = new Date();
  await tx.signingKey.updateMany({ where: { OR: [{ retiresAt: null }, { retiresAt: { gt: now } }] }, data: { retiresAt: now } });
  const made = await insertKey(tx);
  ring.readAt = Number.NEGATIVE_INFINITY;
  return made;
}

/** Deletes keys that nothing can be signed with any more, and says how many. For the clean-up. */
export async function deleteRetiredKeys(): Promise<number> {
  const { count } = await db.signingKey.deleteMany({ where: { retiresAt: { lt: new Date() } } });
  return count;
}

async function lockKeys(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${KEYS_LOCK}::bigint)`;
}

async function insertKey(tx: Tx): Promise<{ kid: string }> {
  const { publicKey, privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  await tx.signingKey.create({
    data: {
      kid,
      algorithm: SIGNING_ALGORITHM,
      publicJwk: { ...publicJwk, kid, alg: SIGNING_ALGORITHM, use: "sig" },
      privateJwk: encrypt("signing-key", JSON.stringify(await exportJWK(privateKey))),
    },
  });
  return { kid };
}

async function currentKeys(): Promise<LoadedKey[]> {
  if (performance.now() - ring.readAt < FRESH_MS && ring.keys.length > 0) return ring.keys;
  ring.reading ??= readKeys().finally(() => {
    ring.reading = null;
  });
  return ring.reading;
}

/**
 * The keys as a read finds them that begins after this call. An answer from memory, however young, may be older than
 * the key of a token that another instance has just signed. Who asks while a read waits for its turn shares it.
 */
function keysFromNow(): Promise<LoadedKey[]> {
  ring.next ??= ring.last
    .then(() => pause(Math.max(0, ring.readAt + APART_MS - performance.now())))
    .then(() => {
      ring.next = null;
      const read = readKeys();
      ring.last = read.catch(() => {});
      return read;
    });
  return ring.next;
}

async function readKeys(): Promise<LoadedKey[]> {
  const rows = await db.signingKey.findMany({
    where: { OR: [{ retiresAt: null }, { retiresAt: { gt: new Date() } }] },
    orderBy: { createdAt: "desc" },
  });
  const known = new Map(ring.keys.map((key) => [key.kid, key]));
  const keys: LoadedKey[] = [];
  for (const row of rows) {
    const kept = known.get(row.kid);
    keys.push(kept ? { ...kept, retiresAt: row.retiresAt } : await loadKey(row));
  }
  ring.keys = keys;
  ring.readAt = performance.now();
  return keys;
}

async function loadKey(row: {
  kid: string;
  publicJwk: unknown;
  privateJwk: Uint8Array;
  createdAt: Date;
  retiresAt: Date | null;
}): Promise<LoadedKey> {
  const publicJwk: JWK = JSON.parse(JSON.stringify(row.publicJwk));
  const privateJwk: JWK = JSON.parse(decryptPrivateKey(row.privateJwk));
  return {
    kid: row.kid,
    publicJwk,
    publicKey: await importEcKey(publicJwk),
    privateKey: await importEcKey(privateJwk),
    createdAt: row.createdAt,
    retiresAt: row.retiresAt,
  };
}

/** The portal's secrets are not those that its database was written with. */
export class WrongEncryptionKey extends Error {
  override name = "WrongEncryptionKey";
}

function decryptPrivateKey(sealed: Uint8Array): string {
  try {
    return decrypt("signing-key", sealed);
  } catch (cause) {
    throw new WrongEncryptionKey("ENCRYPTION_KEY is not the one that this database was written with. Set it to the former one.", { cause });
  }
}

async function importEcKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, SIGNING_ALGORITHM);
  if (key instanceof Uint8Array) throw new Error("A signing key is not a key pair");
  return key;
}
