import { createHmac } from "node:crypto";
import { type DerivedHash, parseDerived } from "@/lib/passwords/derived-formats";

/** What is known of a stored hash: how to check a password against it, and with which cost it was made. */
export type StoredHash =
  | { scheme: "bcrypt-sha256"; rounds: number; salt: string; digest: string }
  | { scheme: "bcrypt"; rounds: number; salt: string; digest: string }
  | { scheme: "argon2"; variant: string; memoryCost: number; timeCost: number; parallelism: number }
  | DerivedHash;

/** OWASP Password Storage Cheat Sheet, "Argon2id": 19 MiB, two passes, one lane. Memory in KiB. */
export const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A stored hash beyond these costs is treated as unknown, so that no imported row can hold a thread for minutes. */
const MOST = { rounds: 16, memoryCost: 262_144, timeCost: 16, parallelism: 16 } as const;

// passlib 1.7.4, "passlib.hash.bcrypt_sha256", format and algorithm, version 2.
const BCRYPT_SHA256 = /^\$bcrypt-sha256\$v=2,t=2b,r=(\d{1,2})\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]{31})$/;
const BCRYPT = /^\$2[aby]\$(\d{2})\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/;
const ARGON2_PHC =
  /^\$(argon2id|argon2i|argon2d)\$v=\d+\$m=(\d{1,9}),t=(\d{1,4}),p=(\d{1,3})\$[A-Za-z0-9+/]{11,128}\$[A-Za-z0-9+/]{16,172}$/;

/** Reads a stored hash; null for a format or a cost that is not taken. */
export function parseStored(stored: string): StoredHash | null {
  const composed = BCRYPT_SHA256.exec(stored);
  const plain = composed ? null : BCRYPT.exec(stored);
  const [, cost, salt, digest] = composed ?? plain ?? [];
  if (cost && salt && digest) {
    const rounds = Number(cost);
    return rounds >= 4 && rounds <= MOST.rounds ? { scheme: composed ? "bcrypt-sha256" : "bcrypt", rounds, salt, digest } : null;
  }
  const [, variant, memory, time, lanes] = ARGON2_PHC.exec(stored) ?? [];
  if (!variant) return parseDerived(stored);
  const costs = { memoryCost: Number(memory), timeCost: Number(time), parallelism: Number(lanes) };
  const taken = costs.memoryCost <= MOST.memoryCost && costs.timeCost <= MOST.timeCost && costs.parallelism <= MOST.parallelism;
  return taken ? { scheme: "argon2", variant, ...costs } : null;
}

/** The salt argument of bcrypt: version 2b, two digits of cost, 22 characters. */
export const bcryptSalt = (rounds: number, salt: string): string => `$2b$${String(rounds).padStart(2, "0")}$${salt}`;

/** The stored form of a bcrypt_sha256 hash. */
export const formatBcryptSha256 = (rounds: number, salt: string, digest: string): string =>
  `$bcrypt-sha256$v=2,t=2b,r=${rounds}$${salt}$${digest}`;

/**
 * What bcrypt_sha256 hands to bcrypt instead of the password: 44 characters without NUL, in which every
 * byte of the password counts although bcrypt itself reads 72 bytes at most. Keyed with the salt, so that an
 * unsalted SHA-256 from some other leak is no substitute for the password.
 */
export function bcryptSha256Key(salt: string, password: string): string {
  return createHmac("sha256", salt).update(password, "utf8").digest("base64");
}

/**
 * The form of a password that is hashed: Unicode's NFC, as RFC 8265 §4.2.2 (OpaqueString) has it, so that one
 * word typed on two keyboards is one password. Not NFKC: that would make different-looking passwords equal.
 */
export const normalisePassword = (password: string): string => password.normalize("NFC");
