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
  | "export"
  | "idempotency";

const masterKey = Buffer.from(env.ENCRYPTION_KEY, "base64");
const derived = new Map<KeyPurpose, Buffer>();

/** A 256-bit key for one purpose, derived from ENCRYPTION_KEY by HKDF-SHA-256 (RFC 5869). */
function keyFor(purpose: KeyPurpose): Buffer {
  let key = derived.get(purpose);
  if (!key) {
    key = Buffer.from(hkdfSync("sha256", masterKey, "portico", purpose, 32));
    derived.set(purpose, key);
  }
  return key;
}

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

/** HMAC-SHA-256 under the key of one purpose, hex. For values too short to survive a plain hash. */
export function keyedHash(purpose: KeyPurpose, value: string): string {
  return createHmac("sha256", keyFor(purpose)).update(value).digest("hex");
}

/** A token of 256 bits that only we can tell from another token: HMAC-SHA-256 of it, base64url (43 characters). */
export function derivedToken(purpose: KeyPurpose, token: string): string {
  return createHmac("sha256", keyFor(purpose)).update(token).digest("base64url");
}

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
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce);
  cipher.setAAD(Buffer.from(place, "utf8"));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
}

/** Reverses `encryptBytes`. @throws Error when the bytes were changed or belong to another key, purpose or place. */
export function decryptBytes(purpose: KeyPurpose, sealed: Uint8Array, place: string): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== VERSION) throw new Error("Unknown encryption version");
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(1, 13));
  decipher.setAAD(Buffer.from(place, "utf8"));
  decipher.setAuthTag(bytes.subarray(13, 29));
  return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]);
}
