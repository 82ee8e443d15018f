import { decryptBytes } from "@/lib/crypto";
import type { Tx } from "@/lib/db";
import type { CodeMethod, SentMethod } from "@/lib/factors/factors.schema";
import { recoveryCodeHashes } from "@/lib/factors/recovery-codes";
import { totpStep } from "@/lib/factors/totp";
import { loadKeptKeys } from "@/lib/kept-keys";

/** The secret of a stored authenticator, base32. */
export const openSecret = (id: string, sealed: Uint8Array): string => decryptBytes("secret", sealed, `totp:${id}`).toString("utf8");

/**
 * Uses a code up, whoever else types it at the same moment, on any instance: a step of an authenticator counts once,
 * and none before it (RFC 6238 §5.2); a recovery code counts once.
 * @returns whether it was good.
 */
export async function takeCode(tx: Tx, userId: string, method: Exclude<CodeMethod, SentMethod>, code: string): Promise<boolean> {
  return method === "totp" ? takeTotp(tx, userId, code) : takeRecoveryCode(tx, userId, code);
}

async function takeTotp(tx: Tx, userId: string, code: string): Promise<boolean> {
  const authenticators = await tx.totpAuthenticator.findMany({
    where: { userId, confirmedAt: { not: null } },
    select: { id: true, secret: true },
  });
  const now = Date.now();
  for (const { id, secret } of authenticators) {
    const step = totpStep(openSecret(id, secret), code, now);
    if (step !== null && (await takeStep(tx, id, step))) return true;
  }
  return false;
}

/** Takes one step of an authenticator, unless it or a later one was taken. */
export async function takeStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const { count } = await tx.totpAuthenticator.updateMany({
    where: { id, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step, lastUsedAt: new Date() },
  });
  return count > 0;
}

async function takeRecoveryCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  await loadKeptKeys(tx);
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, codeHash: { in: recoveryCodeHashes(userId, code) }, usedAt: null },
    data: { usedAt: new Date() },
  });
  return count > 0;
}
