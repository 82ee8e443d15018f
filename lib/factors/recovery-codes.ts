import { randomInt } from "node:crypto";
import { keyedHash, keyedHashes } from "@/lib/crypto";
import type { Tx } from "@/lib/db";

/** How many a person is given. */
const COUNT = 10;
const LENGTH = 10;

/** Crockford's base32 in lower case: nothing that is mistaken for something else when it is read from paper. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

const newCode = (): string => Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/**
 * What the database keeps of a recovery code: HMAC-SHA-256 under a key that the database does not hold, hex. The code
 * has 50 random bits, and its person is part of the input (OWASP ASVS 5.0 §6.5.2).
 */
export const hashRecoveryCode = (userId: string, code: string): string => keyedHash("code", textOf(userId, code));

/** All that the database may keep of it: a code outlives the ENCRYPTION_KEY that it was made under. Ask `loadKeptKeys` first. */
export const recoveryCodeHashes = (userId: string, code: string): string[] => keyedHashes("code", textOf(userId, code));

const textOf = (userId: string, code: string): string => `recovery:${userId}:${code}`;

/** Replaces a person's recovery codes, in the caller's transaction. @returns the codes as they are shown, once. */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = [...new Set(Array.from({ length: COUNT }, newCode))];
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: hashRecoveryCode(userId, code) })) });
  return codes.map((code) => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`);
}
