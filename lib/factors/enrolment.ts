import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { encryptBytes } from "@/lib/crypto";
import { db, type Tx } from "@/lib/db";
import { conflict, invalidInput } from "@/lib/errors";
import { FACTOR_COLUMNS, factorView, noSuchFactor, noteSecondFactor } from "@/lib/factors/factors";
import { type beginTotpContract, type confirmTotpContract, MOST_AUTHENTICATORS } from "@/lib/factors/factors.schema";
import { replaceRecoveryCodes } from "@/lib/factors/recovery-codes";
import { openSecret, takeStep } from "@/lib/factors/take-code";
import { newTotpSecret, qrPath, totpAddress, totpStep } from "@/lib/factors/totp";
import { limit } from "@/lib/limits/limit";
import { orderedId } from "@/lib/ordered-id";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/** How long a secret that was shown waits for its first code, in milliseconds. */
const WAITS_MS = 15 * 60 * 1000;

/**
 * Makes a secret for an authenticator app, shown this once. Nothing counts until its first code is typed; a secret
 * that was begun before and never confirmed goes.
 * @throws AppError VALIDATION_ERROR, STEP_UP_REQUIRED, CONFLICT for more than ten, RATE_LIMITED.
 */
export async function beginTotp(
  actor: Actor,
  input: z.output<typeof beginTotpContract.input>,
): Promise<z.input<typeof beginTotpContract.output>> {
  const owner = await proveOwner(requireInPerson(actor, "factors.change"), input.current_password);
  const id = orderedId(Date.now());
  const secret = newTotpSecret();
  await db.$transaction(async (tx) => {
    await tx.totpAuthenticator.deleteMany({ where: { userId: owner.id, confirmedAt: null } });
    if ((await tx.totpAuthenticator.count({ where: { userId: owner.id } })) >= MOST_AUTHENTICATORS) {
      throw conflict(`You have ${MOST_AUTHENTICATORS} authenticators. Remove one first.`);
    }
    const sealed = encryptBytes("secret", Buffer.from(secret, "utf8"), `totp:${id}`);
    await tx.totpAuthenticator.create({ data: { id, userId: owner.id, name: input.name, secret: sealed }, select: { id: true } });
  });
  const address = totpAddress(secret, owner.email);
  return { id, name: input.name, secret, otpauth_url: address, qr: qrPath(address) };
}

/**
 * Lets an authenticator count, shown by a code of it. From now on no sign-in is whole without one; the other sessions
 * end (OWASP ASVS 5.0 §7.4.3), and the owner is told by mail. The first one brings recovery codes, shown this once.
 * @throws AppError VALIDATION_ERROR for a wrong code, NOT_FOUND after a quarter of an hour, RATE_LIMITED.
 */
export async function confirmTotp(
  actor: Actor,
  input: z.output<typeof confirmTotpContract.input>,
): Promise<z.input<typeof confirmTotpContract.output>> {
  const user = requireInPerson(actor, "factors.change");
  const spent = await limit("mfa.enrol", user.userId);
  const confirmed = await db.$transaction(async (tx) => {
    await confirm(tx, user.userId, input);
    await noteSecondFactor(tx, user.userId);
    const row = await tx.totpAuthenticator.findUniqueOrThrow({
      where: { id: input.id },
      select: { ...FACTOR_COLUMNS, user: { select: { email: true, recoveryCodes: { take: 1, select: { codeHash: true } } } } },
    });
    await noteProven(tx, user.sessionId);
    const codes = row.user.recoveryCodes.length === 0 ? await replaceRecoveryCodes(tx, user.userId) : null;
    const ended = await endSessions(tx, user.userId, user.sessionId);
    const target = { type: "user", id: user.userId } as const;
    await audit(tx, actor, { action: "factor.added", target, details: { factor: "totp", factor_id: row.id, sessions_ended: ended } });
    await tellOwner(tx, actor, "factor_added", { userId: user.userId, to: row.user.email });
    return { factor: factorView(row), recovery_codes: codes, sessions_ended: ended };
  });
  await spent.refund();
  forgetCachedSessions(user.userId);
  return confirmed;
}

/** Whoever types the first code has proven the factor here: what asks for one opens to this session at once. */
async function noteProven(tx: Tx, sessionId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE sessions SET amr = amr || '{otp,mfa}'::text[] WHERE id = ${sessionId}::uuid AND NOT 'mfa' = ANY (amr)`;
}

async function confirm(tx: Tx, userId: string, { id, code }: z.output<typeof confirmTotpContract.input>): Promise<void> {
  const begun = { id, userId, confirmedAt: null, createdAt: { gt: new Date(Date.now() - WAITS_MS) } };
  const row = await tx.totpAuthenticator.findFirst({ where: begun, select: { secret: true } });
  if (!row) throw noSuchFactor();
  const step = totpStep(openSecret(id, row.secret), code, Date.now());
  if (step === null) throw invalidInput({ code: ["This code is not right. Check the clock of the phone, and type the newest code."] });
  const { count } = await tx.totpAuthenticator.updateMany({ where: begun, data: { confirmedAt: new Date() } });
  if (count === 0 || !(await takeStep(tx, id, step))) throw noSuchFactor();
}
