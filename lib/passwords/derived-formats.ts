/** A hash of another system that is the output of a key derivation. Salt and digest are bytes in base64. */
export type DerivedHash =
  /** RFC 7914. `firebase` is Firebase's variant, in the form that firebase.ts gives it. */
  | { scheme: "scrypt" | "firebase"; cost: number; blockSize: number; parallelism: number; salt: string; digest: string }
  /** RFC 8018 §5.2. */
  | { scheme: "pbkdf2"; hash: PbkdfHash; iterations: number; salt: string; digest: string };

export type PbkdfHash = "sha1" | "sha256" | "sha512";

/**
 * What one check may cost at most: 128 MiB and about two seconds of a core for scrypt (memory is 128 · N · r bytes, work N · r · p,
 * RFC 7914 §2 and §6), about two seconds for PBKDF2. Twice what the OWASP Password Storage Cheat Sheet recommends, and more.
 */
const MOST = { scryptMemory: 2 ** 20, scryptWork: 2 ** 22, parallelism: 16, rounds: 5_000_000 } as const;

/** Bytes that a digest must have, so that no imported row is opened by guessing alone, and what it and a salt may have. */
const DIGEST_BYTES = { least: 16, most: 128 } as const;
const MOST_SALT_BYTES = 128;

const HASH_BYTES: Record<PbkdfHash, number> = { sha1: 20, sha256: 32, sha512: 64 };

/** The outer forms, by who writes them. Lengths are bounded, so that no text is long to look at. */
const B64 = "([A-Za-z0-9+/]{1,172})={0,2}";
const AB64 = "([A-Za-z0-9./]{1,172})";
const HEX = "([0-9a-f]{32,256})";
const WORD = "([!-#%-~]{1,128})";
const NUMBER = "(\\d{1,8})";
const SMALL = "(\\d{1,2})";
const HASH = "(sha1|sha256|sha512)";

type Reader = (...parts: string[]) => DerivedHash | null;

const fromBase64 = (text: string) => Buffer.from(text, "base64");
/** passlib's alphabet: "." where base64 has "+" (passlib.utils.binary.ab64_decode). */
const fromAdaptedBase64 = (text: string) => Buffer.from(text.replaceAll(".", "+"), "base64");
const fromHex = (text: string) => Buffer.from(text, "hex");
const fromText = (text: string) => Buffer.from(text, "utf8");

const FORMATS: readonly [pattern: RegExp, read: Reader][] = [
  // PHC string; passlib writes the same.
  [
    new RegExp(`^\\$(scrypt|firebase-scrypt)\\$ln=${SMALL},r=${SMALL},p=${SMALL}\\$${B64}\\$${B64}$`),
    (name = "", ln, r, p, salt = "", digest = "") =>
      scrypt(name === "scrypt" ? "scrypt" : "firebase", [2 ** Number(ln), Number(r), Number(p)], fromBase64(salt), fromBase64(digest)),
  ],
  // Django's ScryptPasswordHasher.
  [
    new RegExp(`^scrypt\\$${NUMBER}\\$${WORD}\\$${SMALL}\\$${SMALL}\\$${B64}$`),
    (n, salt = "", r, p, digest = "") => scrypt("scrypt", [Number(n), Number(r), Number(p)], fromText(salt), fromBase64(digest)),
  ],
  // Werkzeug, which Flask uses.
  [
    new RegExp(`^scrypt:${NUMBER}:${SMALL}:${SMALL}\\$${WORD}\\$${HEX}$`),
    (n, r, p, salt = "", digest = "") => scrypt("scrypt", [Number(n), Number(r), Number(p)], fromText(salt), fromHex(digest)),
  ],
  [
    new RegExp(`^pbkdf2:${HASH}:${NUMBER}\\$${WORD}\\$${HEX}$`),
    (hash, rounds, salt = "", digest = "") => pbkdf2(hash, Number(rounds), fromText(salt), fromHex(digest)),
  ],
  // Django.
  [
    new RegExp(`^pbkdf2_${HASH}\\$${NUMBER}\\$${WORD}\\$${B64}$`),
    (hash, rounds, salt = "", digest = "") => pbkdf2(hash, Number(rounds), fromText(salt), fromBase64(digest)),
  ],
  // passlib; without a name it is SHA-1.
  [
    new RegExp(`^\\$pbkdf2(?:-${HASH})?\\$${NUMBER}\\$${AB64}\\$${AB64}$`),
    (hash, rounds, salt = "", digest = "") => pbkdf2(hash ?? "sha1", Number(rounds), fromAdaptedBase64(salt), fromAdaptedBase64(digest)),
  ],
  // PHC string.
  [
    new RegExp(`^\\$pbkdf2-${HASH}\\$i=${NUMBER}(?:,l=\\d{1,3})?\\$${B64}\\$${B64}$`),
    (hash, rounds, salt = "", digest = "") => pbkdf2(hash, Number(rounds), fromBase64(salt), fromBase64(digest)),
  ],
];

/** Reads a scrypt or PBKDF2 hash in any of the forms above; null for another form, or for a cost that is not taken. */
export function parseDerived(stored: string): DerivedHash | null {
  for (const [pattern, read] of FORMATS) {
    const found = pattern.exec(stored);
    if (found) return read(...found.slice(1));
  }
  return null;
}

const areTaken = (salt: Buffer, digest: Buffer): boolean =>
  salt.length >= 1 && salt.length <= MOST_SALT_BYTES && digest.length >= DIGEST_BYTES.least && digest.length <= DIGEST_BYTES.most;

function scrypt(
  scheme: "scrypt" | "firebase",
  [cost, blockSize, parallelism]: [number, number, number],
  salt: Buffer,
  digest: Buffer,
): DerivedHash | null {
  // RFC 7914 §2: N is a power of two and larger than one.
  const isCost = cost > 1 && Number.isInteger(Math.log2(cost)) && blockSize >= 1 && parallelism >= 1 && parallelism <= MOST.parallelism;
  const isBearable = cost * blockSize <= MOST.scryptMemory && cost * blockSize * parallelism <= MOST.scryptWork;
  if (!isCost || !isBearable || !areTaken(salt, digest)) return null;
  return { scheme, cost, blockSize, parallelism, salt: salt.toString("base64"), digest: digest.toString("base64") };
}

function pbkdf2(name: string | undefined, iterations: number, salt: Buffer, digest: Buffer): DerivedHash | null {
  const hash = name === "sha1" || name === "sha256" || name === "sha512" ? name : null;
  if (!hash || !areTaken(salt, digest)) return null;
  // Every block of the output costs all iterations again (RFC 8018 §5.2).
  const rounds = iterations * Math.ceil(digest.length / HASH_BYTES[hash]);
  if (iterations < 1 || rounds > MOST.rounds) return null;
  return { scheme: "pbkdf2", hash, iterations, salt: salt.toString("base64"), digest: digest.toString("base64") };
}
