import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/accounts/profile";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { encryptBytes } from "@/lib/crypto";
import { db, type Tx } from "@/lib/db";
import { conflict, invalidInput } from "@/lib/errors";
import { FACTOR_COLUMNS, factorView, noSuchFactor } from "@/lib/factors/factors";
import { type beginTotpContract, type confirmFactorContract, MOST_AUTHENTICATORS } from "@/lib/factors/factors.schema";
import { startCounting } from "@/lib/factors/start-counting";
import { openSecret, takeStep } from "@/lib/factors/take-code";
import { newTotpSecret, qrPath, totpAddress, totpStep } from "@/lib/factors/totp";
import { limit } from "@/lib/limits/limit";
import { orderedId } from "@/lib/ordered-id";
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
 * Lets an authenticator count, shown by a code of it; `startCounting` says what follows.
 * @throws AppError VALIDATION_ERROR for a wrong code, NOT_FOUND after a quarter of an hour, RATE_LIMITED.
 */
export async function confirmTotp(
  actor: Actor,
  input: z.output<typeof confirmFactorContract.input>,
): Promise<z.input<typeof confirmFactorContract.output>> {
  const user = requireInPerson(actor, "factors.change");
  const spent = await limit("mfa.enrol", user.userId);
  const confirmed = await db.$transaction(async (tx) => {
    // The account first, as whoever takes its factors away does: neither waits for the other.
    await lockAccount(tx, user.userId);
    await confirm(tx, user.userId, input);
    const row = await tx.totpAuthenticator.findUniqueOrThrow({ where: { id: input.id }, select: FACTOR_COLUMNS });
    return { factor: factorView(row), ...(await startCounting(tx, user, { id: row.id, type: "totp" })) };
  });
  await spent.refund();
  forgetCachedSessions(user.userId);
  return confirmed;
}

async function confirm(tx: Tx, userId: string, { id, code }: z.output<typeof confirmFactorContract.input>): Promise<void> {
  const begun = { id, userId, confirmedAt: null, createdAt: { gt: new Date(Date.now() - WAITS_MS) } };
  const row = await tx.totpAuthenticator.findFirst({ where: begun, select: { secret: true } });
  if (!row) throw noSuchFactor();
  const step = totpStep(openSecret(id, row.secret), code, Date.now());
  if (step === null) throw invalidInput({ code: ["This code is not right. Check the clock of the phone, and type the newest code."] });
  const { count } = await tx.totpAuthenticator.updateMany({ where: begun, data: { confirmedAt: new Date() } });
  if (count === 0 || !(await takeStep(tx, id, step))) throw noSuchFactor();
}
