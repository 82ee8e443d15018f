import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson, requireUser } from "@/lib/access/authorize";
import { db, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { destinationOf, masked } from "@/lib/factors/destination";
import type { listFactorsContract, renameFactorContract } from "@/lib/factors/factors.schema";
import { addableFactors } from "@/lib/factors/methods";
import { endTrust } from "@/lib/sessions/device-row";

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

/** What a view of a factor whose codes are sent is made of. */
export const CODE_FACTOR_COLUMNS = { id: true, kind: true, phone: true, createdAt: true, lastUsedAt: true } as const;

interface CodeFactorRow {
  id: string;
  kind: "email" | "sms";
  phone: Uint8Array | null;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** A factor whose codes are sent, as its owner sees it. @param email the account's address. */
export const codeFactorView = (row: CodeFactorRow, email: string): FactorView => ({
  ...factorView({ ...row, name: masked(row.kind, destinationOf(row, email)) }),
  type: row.kind,
});

/**
 * One's own second factors, the oldest of a kind first, how many recovery codes are left, and what could be set up besides.
 * @throws AppError UNAUTHENTICATED.
 */
export async function listFactors(actor: Actor): Promise<Listed> {
  const { userId, email } = requireUser(actor);
  const where = { userId, confirmedAt: { not: null } };
  const [authenticators, sent, left, canAdd] = await Promise.all([
    db.totpAuthenticator.findMany({ where, orderBy: { id: "asc" }, select: FACTOR_COLUMNS }),
    db.codeFactor.findMany({ where, orderBy: { id: "asc" }, select: CODE_FACTOR_COLUMNS }),
    db.recoveryCode.count({ where: { userId, usedAt: null } }),
    addableFactors(userId),
  ]);
  return {
    factors: [...authenticators.map(factorView), ...sent.map((row) => codeFactorView(row, email))],
    recovery_codes_left: left,
    can_add: canAdd,
  };
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
 * removed at once is decided one after the other. No device is trusted any more, and recovery codes go with the last factor.
 */
export async function noteSecondFactor(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE users SET second_factor = EXISTS (
      SELECT 1 FROM totp_authenticators WHERE user_id = users.id AND confirmed_at IS NOT NULL
    ) OR EXISTS (
      SELECT 1 FROM code_factors WHERE user_id = users.id AND confirmed_at IS NOT NULL
    ) WHERE id = ${userId}::uuid`;
  // Recovery codes without a factor would be a way in of their own one day.
  await tx.recoveryCode.deleteMany({ where: { userId, user: { secondFactor: false } } });
  // What a device was trusted for is not what is asked from now on.
  await endTrust(tx, userId);
}
