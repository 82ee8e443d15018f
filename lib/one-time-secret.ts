import { isKeyedHash, keyedHash, sha256 } from "@/lib/crypto";

/** Minutes that a mailed proof lives, counted from the moment its mail is made (OWASP ASVS 5.0 §6.4.1, §6.6). */
export const ONE_TIME_MINUTES = { verify_email: 60, change_email: 60, reset_password: 15 } as const;

/** Days that an invitation lives, counted from the moment its newest mail or link is made. */
export const INVITATION_DAYS = 7;

/**
 * What the database keeps of a mailed link's token: SHA-256, hex (64 characters). Enough, because the token
 * is 256 random bits.
 */
export function hashLinkToken(token: string): string {
  return sha256(token);
}

/**
 * What the database keeps of a mailed six-digit code: HMAC-SHA-256 under a key the database does not hold, hex.
 * A million codes are guessed in a second from a plain hash. The row's id is part of the input, so that the same
 * code in two rows looks different and a hash cannot be moved between rows.
 */
export function hashCode(tokenId: string, code: string): string {
  return keyedHash("code", `${tokenId}:${code}`);
}

/** Whether `hash` is what the database keeps of this code, also when ENCRYPTION_KEY was changed meanwhile. */
export const isCodeHash = (hash: string, tokenId: string, code: string): boolean => isKeyedHash("code", `${tokenId}:${code}`, hash);
