import type { Tx } from "@/lib/db";

/**
 * Takes away every way into an account that was added before its address was proven, in the caller's transaction that proves it. Where people
 * sign in before they confirm (`REQUIRE_VERIFIED_EMAIL=false`), whoever registered somebody else's address could leave a passkey or a
 * provider behind that opens the account for ever, or a second factor that keeps its owner out (OWASP ASVS 5.0 §6.4.3). An account that
 * was registered through a provider is no exception: not every provider proves the address that it names.
 */
export async function removeUnprovenWaysIn(tx: Tx, userId: string): Promise<void> {
  const where = { userId };
  await tx.passkey.deleteMany({ where });
  await tx.account.deleteMany({ where });
  await tx.totpAuthenticator.deleteMany({ where });
  await tx.codeFactor.deleteMany({ where });
  await tx.recoveryCode.deleteMany({ where });
  await tx.device.deleteMany({ where });
  await tx.user.updateMany({ where: { id: userId, secondFactor: true }, data: { secondFactor: false } });
}
