import type { z } from "zod";
import type { Actor, UserActor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { lockAccount } from "@/lib/accounts/profile";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { db, isUniqueViolation } from "@/lib/db";
import { conflict, invalidInput } from "@/lib/errors";
import { masked } from "@/lib/factors/destination";
import { confirmTotp } from "@/lib/factors/enrolment";
import { CODE_FACTOR_COLUMNS, codeFactorView, noSuchFactor } from "@/lib/factors/factors";
import type { beginEmailFactorContract, beginSmsFactorContract, confirmFactorContract, SentMethod } from "@/lib/factors/factors.schema";
import { addableFactors } from "@/lib/factors/methods";
import { spendOnSending } from "@/lib/factors/sending-limits";
import { issueSentCode, SENT_CODE_SECONDS, takeSentCode, trySentCode } from "@/lib/factors/sent-codes";
import { startCounting } from "@/lib/factors/start-counting";
import { limit } from "@/lib/limits/limit";
import { orderedId } from "@/lib/ordered-id";
import { sealPhone } from "@/lib/sealed-phone";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

type Begun = z.input<typeof beginEmailFactorContract.output>;
type Confirmed = z.input<typeof confirmFactorContract.output>;

/**
 * Mails a code to the account's own address; typed, it turns codes by e-mail on.
 * @throws AppError VALIDATION_ERROR, STEP_UP_REQUIRED, CONFLICT where they are on already, or for an address that is not confirmed or
 * an account without a password; RATE_LIMITED.
 */
export async function beginEmailFactor(actor: Actor, input: z.output<typeof beginEmailFactorContract.input>): Promise<Begun> {
  const user = requireInPerson(actor, "factors.change");
  const owner = await proveOwner(user, input.current_password);
  if (owner.passwordHash === null) throw conflict("Choose a password first: a code by e-mail is a second factor only beside one.");
  return begin(actor, user, { kind: "email", destination: owner.email });
}

/**
 * Sends a code to a phone; typed, it turns codes by text message on.
 * @throws AppError VALIDATION_ERROR, STEP_UP_REQUIRED, CONFLICT where they are on already or nothing sends them; RATE_LIMITED.
 */
export async function beginSmsFactor(actor: Actor, input: z.output<typeof beginSmsFactorContract.input>): Promise<Begun> {
  const user = requireInPerson(actor, "factors.change");
  await proveOwner(user, input.current_password);
  return begin(actor, user, { kind: "sms", destination: input.phone });
}

async function begin(actor: Actor, user: UserActor, { kind, destination }: { kind: SentMethod; destination: string }): Promise<Begun> {
  if (!(await addableFactors(user.userId)).includes(kind)) throw conflict(kind === "email" ? NO_EMAIL : NO_SMS);
  await spendOnSending(actor, user.userId, kind, destination);
  const id = orderedId(Date.now());
  try {
    await db.$transaction(async (tx) => {
      // With a factor that was begun before go its codes.
      await tx.codeFactor.deleteMany({ where: { userId: user.userId, kind, confirmedAt: null } });
      const phone = kind === "sms" ? sealPhone(id, destination) : null;
      await tx.codeFactor.create({ data: { id, userId: user.userId, kind, phone }, select: { id: true } });
      await issueSentCode(tx, actor, { id, kind }, { factorId: id });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw conflict(kind === "email" ? NO_EMAIL : NO_SMS);
    throw error;
  }
  return { id, type: kind, destination: masked(kind, destination), expires_in: SENT_CODE_SECONDS };
}

const NO_EMAIL = "Codes by e-mail are on already, or your address is not confirmed.";
const NO_SMS = "Codes by text message are on already, or this portal sends none.";

/**
 * Lets a factor of any kind count, shown by a code of it.
 * @throws AppError VALIDATION_ERROR for a wrong code, NOT_FOUND for one that waits no longer, RATE_LIMITED.
 */
export async function confirmFactor(actor: Actor, input: z.output<typeof confirmFactorContract.input>): Promise<Confirmed> {
  const user = requireInPerson(actor, "factors.change");
  const begun = await db.codeFactor.findFirst({ where: { id: input.id, userId: user.userId, confirmedAt: null }, select: { kind: true } });
  if (!begun) return confirmTotp(actor, input);
  const spent = await limit("mfa.enrol", user.userId);
  const sentCodeId = await trySentCode({ factorId: input.id }, begun.kind, input.code);
  const wrong = invalidInput({ code: ["This code is wrong or no longer good. Type the newest one, or ask for another."] });
  if (!sentCodeId) throw wrong;
  const confirmed = await db.$transaction(async (tx) => {
    // The account first, as whoever takes its factors away does: neither waits for the other.
    await lockAccount(tx, user.userId);
    if (!(await takeSentCode(tx, sentCodeId))) throw wrong;
    const where = { id: input.id, userId: user.userId, confirmedAt: null };
    const [row] = await tx.codeFactor.updateManyAndReturn({ where, data: { confirmedAt: new Date() }, select: CODE_FACTOR_COLUMNS });
    if (!row) throw noSuchFactor();
    const counting = await startCounting(tx, user, { id: row.id, type: row.kind });
    return { factor: codeFactorView(row, user.email), ...counting };
  });
  await spent.refund();
  forgetCachedSessions(user.userId);
  return confirmed;
}
