import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson, requireUser } from "@/lib/access/authorize";
import { db, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { listFactorsContract, renameFactorContract } from "@/lib/factors/factors.schema";

type Listed = z.input<typeof listFactorsContract.output>;
type FactorView = Listed["factors"][number];

/** What a view of an authenticator is made of. */
export const FACTOR_COLUMNS = { id: true, name: true, createdAt: true, lastUsedAt: true } as const;

/** An authenticator as its owner sees it. */
export const factorView = (row: { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }): FactorView => ({
  id: row.id,
  type: "totp",
  name: row.name,
  created_at: row.createdAt.toISOString(),
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
});

/** One's own second factors, the oldest first, and how many recovery codes are left. @throws AppError UNAUTHENTICATED. */
export async function listFactors(actor: Actor): Promise<Listed> {
  const { userId } = requireUser(actor);
  const [rows, left] = await Promise.all([
    db.totpAuthenticator.findMany({ where: { userId, confirmedAt: { not: null } }, orderBy: { id: "asc" }, select: FACTOR_COLUMNS }),
    db.recoveryCode.count({ where: { userId, usedAt: null } }),
  ]);
  return { factors: rows.map(factorView), recovery_codes_left: left };
}

/** Gives one's authenticator another name. @throws AppError NOT_FOUND for an unknown id and for somebody else's alike. */
export async function renameFactor(actor: Actor, input: z.output<typeof renameFactorContract.input>): Promise<FactorView> {
  const { userId } = requireInPerson(actor, "factors.change");
  const where = { id: input.id, userId, confirmedAt: { not: null } };
  const [row] = await db.totpAuthenticator.updateManyAndReturn({ where, data: { name: input.name }, select: FACTOR_COLUMNS });
  if (!row) throw noSuchFactor();
  return factorView(row);
}

/** One answer for an unknown factor and somebody else's. */
export const noSuchFactor = () => notFound("There is no such factor.");

/**
 * Locks the account's row for the rest of the transaction and notes whether sign-ins owe a second factor: what is added and
 * removed at once is decided one after the other. No device is trusted any more.
 */
export async function noteSecondFactor(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE users SET second_factor = EXISTS (
      SELECT 1 FROM totp_authenticators WHERE user_id = users.id AND confirmed_at IS NOT NULL
    ) WHERE id = ${userId}::uuid`;
  // What a device was trusted for is not what is asked from now on.
  await tx.$executeRaw`UPDATE devices SET trusted_until = NULL WHERE user_id = ${userId}::uuid AND trusted_until IS NOT NULL`;
}
