import type { Actor } from "@/lib/access/actor";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import type { Tx } from "@/lib/db";
import { noteSecondFactor } from "@/lib/factors/factors";

/** How many of each kind went, named as in the audit trail. */
type TakenBack = Record<"passkeys_removed" | "factors_removed" | "recovery_codes_removed" | "providers_removed", number>;

/**
 * Takes away every way into an account that was added since a moment: passkeys, second factors, recovery codes and linked providers, whoever
 * added them. A new password would keep nobody out who left one of them behind. Recovery codes that were replaced do not come back: the
 * owner makes new ones. In the caller's transaction.
 */
export async function takeBackWaysIn(tx: Tx, userId: string, since: Date): Promise<TakenBack> {
  const where = { userId, createdAt: { gte: since } };
  const passkeys = await tx.passkey.deleteMany({ where });
  const authenticators = await tx.totpAuthenticator.deleteMany({ where });
  const codes = await tx.codeFactor.deleteMany({ where });
  const recovery = await tx.recoveryCode.deleteMany({ where });
  const providers = await tx.account.deleteMany({ where });
  await noteSecondFactor(tx, userId);
  return {
    passkeys_removed: passkeys.count,
    factors_removed: authenticators.count + codes.count,
    recovery_codes_removed: recovery.count,
    providers_removed: providers.count,
  };
}

/**
 * When the earliest of the sign-ins was whole about which an account's owner was mailed and has not said yet that they were not theirs:
 * whoever was in may have come then. In the caller's transaction; null where there is none.
 */
export async function earliestAlert(tx: Tx, userId: string): Promise<Date | null> {
  const open = await tx.signInAlert.aggregate({
    where: { userId, disownedAt: null, expiresAt: { gt: new Date() } },
    _min: { occurredAt: true },
  });
  return open._min.occurredAt;
}

/**
 * Gives an account the address back that it had when its owner was asked, which their answer proves, and makes worthless what was mailed
 * to any other: questions about sign-ins since, by which whoever was in could take it again. In the caller's transaction.
 * @returns the address of the account now; null where the former one belongs to somebody else by now, so that no address is its owner's.
 */
export async function takeBackAddress(
  tx: Tx,
  actor: Actor,
  { userId, now, before }: { userId: string; now: string; before: string },
): Promise<string | null> {
  await tx.signInAlert.deleteMany({ where: { userId, disownedAt: null, email: { not: before } } });
  if (now === before) return now;
  const restored = await tx.$executeRaw`
    UPDATE users SET email = ${before}, email_verified = now(), updated_at = now()
     WHERE id = ${userId}::uuid AND NOT EXISTS (SELECT FROM users AS other WHERE other.email = ${before})`;
  if (restored === 0) return null;
  await audit(tx, actor, { action: "email.changed", target: { type: "user", id: userId }, details: { restored: true } });
  await tellOwner(tx, actor, "email_changed", { userId, to: now });
  return before;
}
