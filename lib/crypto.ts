import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from "node:crypto";
import { env } from "@/lib/env";
import { processSingleton } from "@/lib/process-singleton";

/** What a derived key is for. One key, one purpose (NIST SP 800-108 §4: key separation). */
export type KeyPurpose =
  | "audit"
  | "code"
  | "inbox"
  | "secret"
  | "limits"
  | "cursor"
  | "signing-key"
  | "refresh"
  | "device"
  | "passkey"
  | "challenge"
  | "export"
  | "idempotency"
  | "kept-keys";

/** ENCRYPTION_KEY, and behind it the one of before while ENCRYPTION_KEY_PREVIOUS is set. */
const masterKeys = [env.ENCRYPTION_KEY, env.ENCRYPTION_KEY_PREVIOUS].flatMap((key) => (key ? [Buffer.from(key, "base64")] : []));
const derived = new Map<KeyPurpose, [current: Buffer, ...previous: Buffer[]]>();

/** 256-bit keys for one purpose, derived from ENCRYPTION_KEY and from the one before by HKDF-SHA-256 (RFC 5869). */
function keysFor(purpose: KeyPurpose): [current: Buffer, ...previous: Buffer[]] {
  let keys = derived.get(purpose);
  if (!keys) {
    const [current, ...previous] = masterKeys.map((key) => Buffer.from(hkdfSync("sha256", key, "portico", purpose, 32)));
    if (!current) throw new Error("ENCRYPTION_KEY is not set");
    keys = [current, ...previous];
    derived.set(purpose, keys);
  }
  return keys;
}

/** Keys of keyed hashes that outlive their ENCRYPTION_KEY; lib/kept-keys.ts reads them from the database. */
const keptKeys = processSingleton("kept-keys", () => new Map<KeyPurpose, Buffer[]>());

/** Lets what was hashed under a former key be recognised. */
export function recogniseKey(purpose: KeyPurpose, key: Uint8Array): void {
  keptKeys.set(purpose, [...(keptKeys.get(purpose) ?? []), Buffer.from(key)]);
}

/** The key of one purpose that ENCRYPTION_KEY_PREVIOUS gave; null where that is not set. */
export const previousKey = (purpose: KeyPurpose): Buffer | null => keysFor(purpose)[1] ?? null;

/** An unguessable token of 256 random bits, base64url (43 characters). */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A uniformly random code of `digits` decimal digits, zeros in front kept. */
export function randomCode(digits = 6): string {
  return randomInt(0, 10 ** digits)
    .toString()
    .padStart(digits, "0");
}

/** SHA-256, hex. Enough to store a token of 256 random bits; never for a password or a short code. */
export function sha256(value: string | Uint8Array): string {
  return hash("sha256", value, "hex");
}

const hmac = (key: Buffer, value: string): Buffer => createHmac("sha256", key).update(value).digest();

/** HMAC-SHA-256 under the key of one purpose, hex. For values too short to survive a plain hash. */
export function keyedHash(purpose: KeyPurpose, value: string): string {
  return hmac(keysFor(purpose)[0], value).toString("hex");
}

/** All that `keyedHash` answers now and answered under former keys, as far as they are known, the present one first. */
export function keyedHashes(purpose: KeyPurpose, value: string): string[] {
  return [...keysFor(purpose), ...(keptKeys.get(purpose) ?? [])].map((key) => hmac(key, value).toString("hex"));
}

/** Whether `given` is the keyed hash of the value, under the present key or a former one. Tells nothing by its time but which key. */
export const isKeyedHash = (purpose: KeyPurpose, value: string, given: string): boolean =>
  keyedHashes(purpose, value).some((hashed) => constantTimeEqual(hashed, given));

/** A token of 256 bits that only we can tell from another token: HMAC-SHA-256 of it, base64url (43 characters). */
export function derivedToken(purpose: KeyPurpose, token: string): string {
  return hmac(keysFor(purpose)[0], token).toString("base64url");
}

/** `derivedToken` under the present key and under the one before. */
export const derivedTokens = (purpose: KeyPurpose, token: string): string[] =>
  keysFor(purpose).map((key) => hmac(key, token).toString("base64url"));

/** Compares two strings without telling by its time where they differ. */
export function constantTimeEqual(a: string, b: string): boolean {
  const left = createHash("sha256").update(a).digest();
  const right = createHash("sha256").update(b).digest();
  return timingSafeEqual(left, right);
}

const VERSION = 1;

/** AES-256-GCM under the key of one purpose: version byte, 12-byte nonce, tag, ciphertext (NIST SP 800-38D). */
export function encrypt(purpose: KeyPurpose, plain: string): Buffer<ArrayBuffer> {
  return encryptBytes(purpose, Buffer.from(plain, "utf8"), "");
}

/** Reverses `encrypt`. @throws Error when the bytes were changed or belong to another key or purpose. */
export function decrypt(purpose: KeyPurpose, sealed: Uint8Array): string {
  return decryptBytes(purpose, sealed, "").toString("utf8");
}

/** `encrypt` for bytes, bound to their place: they open only where `place` is the same (additional data, §5.1.1). */
export function encryptBytes(purpose: KeyPurpose, plain: Uint8Array, place: string): Buffer<ArrayBuffer> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keysFor(purpose)[0], nonce);
  cipher.setAAD(Buffer.from(place, "utf8"));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
}

/** Reverses `encryptBytes`, also under the key of before. @throws Error when the bytes were changed or belong to another key, purpose or place. */
export function decryptBytes(purpose: KeyPurpose, sealed: Uint8Array, place: string): Buffer {
  const [current, ...previous] = keysFor(purpose);
  try {
    return open(current, sealed, place);
  } catch (error) {
    for (const key of previous) {
      const opened = openOrNull(key, sealed, place);
      if (opened) return opened;
    }
    throw error;
  }
}

/**
 * The same bytes under the present key; null where they are under it already.
 * @throws Error when they open under no key that is set.
 */
export function reencryptBytes(purpose: KeyPurpose, sealed: Uint8Array, place: string): Buffer<ArrayBuffer> | null {
  if (openOrNull(keysFor(purpose)[0], sealed, place)) return null;
  return encryptBytes(purpose, decryptBytes(purpose, sealed, place), place);
}

function open(key: Buffer, sealed: Uint8Array, place: string): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== VERSION) throw new Error("Unknown encryption version");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 13));
  decipher.setAAD(Buffer.from(place, "utf8"));
  decipher.setAuthTag(bytes.subarray(13, 29));
  return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]);
}

function openOrNull(key: Buffer, sealed: Uint8Array, place: string): Buffer | null {
  try {
    return open(key, sealed, place);
  } catch {
    return null;
  }
}
