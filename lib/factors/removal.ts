import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/accounts/profile";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { conflict, forbidden, notFound } from "@/lib/errors";
import { noSuchFactor, noteSecondFactor } from "@/lib/factors/factors";
import type { FactorType, removeFactorContract, renewRecoveryCodesContract } from "@/lib/factors/factors.schema";
import { replaceRecoveryCodes } from "@/lib/factors/recovery-codes";
import { NOTICES } from "@/lib/factors/start-counting";
import { holdLiveSession } from "@/lib/sessions/hold-session";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/**
 * Takes a factor away, of whatever kind; with the last one the recovery codes go, and sign-ins owe nothing more. The other
 * sessions end, and the owner is told by mail.
 * @throws AppError NOT_FOUND, VALIDATION_ERROR for a wrong password, STEP_UP_REQUIRED, RATE_LIMITED.
 */
export async function removeFactor(
  actor: Actor,
  input: z.output<typeof removeFactorContract.input>,
): Promise<z.input<typeof removeFactorContract.output>> {
  const user = requireInPerson(actor, "factors.change");
  const owner = await proveOwner(user, input.current_password);
  const ended = await db.$transaction(async (tx) => {
    await holdLiveSession(tx, user);
    const type = await takeAway(tx, owner.id, input.id);
    if (!type) throw noSuchFactor();
    await noteSecondFactor(tx, owner.id);
    await forgetProven(tx, owner.id);
    const sessions = await endSessions(tx, owner.id, user.sessionId);
    const target = { type: "user", id: owner.id } as const;
    await audit(tx, actor, {
      action: "factor.removed",
      target,
      details: { factor: type, factor_id: input.id, sessions_ended: sessions },
    });
    await tellOwner(tx, actor, NOTICES[type].removed, { userId: owner.id, to: owner.email });
    return sessions;
  });
  forgetCachedSessions(owner.id);
  return { sessions_ended: ended };
}

/**
 * Takes all second factors of an account away, for somebody who lost them and was recognised otherwise: an operator's
 * command alone. Every session ends, and the owner is told by mail.
 * @returns how many went. @throws AppError FORBIDDEN, NOT_FOUND.
 */
export async function resetFactors(actor: Actor, userId: string): Promise<{ removed: number }> {
  if (actor.kind !== "system") throw forbidden("Only an operator's command may do this.");
  const user = await db.user.findUnique({ where: { id: userId }, select: { id: true, email: true } });
  if (!user) throw notFound("There is no such account.");
  const removed = await db.$transaction(async (tx) => {
    await lockAccount(tx, user.id);
    const authenticators = await tx.totpAuthenticator.deleteMany({ where: { userId: user.id } });
    const sent = await tx.codeFactor.deleteMany({ where: { userId: user.id } });
    const count = authenticators.count + sent.count;
    await noteSecondFactor(tx, user.id);
    if (count === 0) return count;
    const ended = await endSessions(tx, user.id);
    const target = { type: "user", id: user.id } as const;
    await audit(tx, actor, { action: "factor.reset", target, details: { removed: count, sessions_ended: ended } });
    await tellOwner(tx, actor, "factors_reset", { userId: user.id, to: user.email });
    return count;
  });
  forgetCachedSessions(user.id);
  return { removed };
}

/** Makes new recovery codes; the former ones are worth nothing. @throws AppError CONFLICT without a factor, and what `proveOwner` throws. */
export async function renewRecoveryCodes(
  actor: Actor,
  input: z.output<typeof renewRecoveryCodesContract.input>,
): Promise<z.input<typeof renewRecoveryCodesContract.output>> {
  const user = requireInPerson(actor, "factors.change");
  const owner = await proveOwner(user, input.current_password);
  return db.$transaction(async (tx) => {
    await holdLiveSession(tx, user);
    await noteSecondFactor(tx, owner.id);
    const { secondFactor } = await tx.user.findUniqueOrThrow({ where: { id: owner.id }, select: { secondFactor: true } });
    if (!secondFactor) throw conflict("Set up a second factor first.");
    const codes = await replaceRecoveryCodes(tx, owner.id);
    await audit(tx, actor, { action: "factor.codes_renewed", target: { type: "user", id: owner.id } });
    await tellOwner(tx, actor, "recovery_codes_renewed", { userId: owner.id, to: owner.email });
    return { recovery_codes: codes };
  });
}

/** Deletes one factor that counts. @returns its kind; null when there is none of this id. */
async function takeAway(tx: Tx, userId: string, id: string): Promise<FactorType | null> {
  const where = { id, userId, confirmedAt: { not: null } };
  if ((await tx.totpAuthenticator.deleteMany({ where })).count > 0) return "totp";
  const [row] = await tx.$queryRaw<{ kind: "email" | "sms" }[]>`
    DELETE FROM code_factors WHERE id = ${id}::uuid AND user_id = ${userId}::uuid AND confirmed_at IS NOT NULL RETURNING kind::text`;
  return row?.kind ?? null;
}

/** A session rests on no factor that its person has no more. */
async function forgetProven(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE sessions SET amr = ARRAY(
      SELECT method FROM unnest(amr) WITH ORDINALITY AS proven (method, place)
       WHERE method NOT IN ('mfa', 'otp', 'email', 'sms', 'recovery') ORDER BY place
    ) WHERE user_id = ${userId}::uuid AND NOT (SELECT second_factor FROM users WHERE id = ${userId}::uuid)`;
}
