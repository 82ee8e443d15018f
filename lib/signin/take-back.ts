import type { Tx } from "@/lib/db";
import { noteSecondFactor } from "@/lib/factors/factors";

/** How many of each kind went, named as in the audit trail. */
type TakenBack = Record<"passkeys_removed" | "factors_removed" | "providers_removed", number>;

/**
 * Takes away every way into an account that was added since a moment: passkeys, second factors and linked providers, whoever added them. A
 * new password would keep nobody out who left one of them behind. In the caller's transaction.
 */
export async function takeBackWaysIn(tx: Tx, userId: string, since: Date): Promise<TakenBack> {
  const where = { userId, createdAt: { gte: since } };
  const passkeys = await tx.passkey.deleteMany({ where });
  const authenticators = await tx.totpAuthenticator.deleteMany({ where });
  const codes = await tx.codeFactor.deleteMany({ where });
  const providers = await tx.account.deleteMany({ where });
  await noteSecondFactor(tx, userId);
  return { passkeys_removed: passkeys.count, factors_removed: authenticators.count + codes.count, providers_removed: providers.count };
}
