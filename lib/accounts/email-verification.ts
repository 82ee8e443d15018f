import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { assertInPerson } from "@/lib/access/in-person";
import type { confirmVerificationContract, requestVerificationContract } from "@/lib/accounts/email-verification.schema";
import { findCodeToken, findLinkToken, type OpenToken, revokeOneTimeTokens, takeOneTimeToken } from "@/lib/accounts/one-time-tokens";
import { openSetUp } from "@/lib/accounts/passkey-set-up";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { removeUnprovenWaysIn } from "@/lib/accounts/unproven-ways-in";
import { audit } from "@/lib/audit/audit";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { AppError, invalidInput } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { enqueue } from "@/lib/queue/enqueue";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

type Confirmed = z.input<typeof confirmVerificationContract.output>;

const deadLink = () => new AppError("TOKEN_EXPIRED", "This link is no longer good. Ask for a new mail.");
const wrongCode = () => invalidInput({ code: ["This code is wrong or no longer good. Check the newest mail or ask for a new one."] });

/**
 * Asks for another verification mail, to the address given or to the caller's own. The same answer and the
 * same work whether or not the address is known: a job looks it up.
 */
export async function requestVerification(
  actor: Actor,
  input: z.output<typeof requestVerificationContract.input>,
): Promise<z.input<typeof requestVerificationContract.output>> {
  const email = input.email ?? (actor.kind === "session" ? actor.email : null);
  if (!email) throw invalidInput({ email: ["Enter an e-mail address."] });
  await limit("verification.request.ip", actor.context.ip ?? "unknown");
  await limit("verification.request.address", email);
  await db.$transaction(async (tx) => {
    await audit(tx, actor, { action: "email.verification_requested" });
    await enqueue(tx, "accounts.find_and_mail", {
      email,
      purpose: "verify_email",
      ip: actor.context.ip,
      userAgent: actor.context.userAgent,
    });
  });
  return { status: "requested" };
}

/**
 * Proves an address by a mailed link or code: the one given at registration, or the new one of a change.
 * Works once; a wrong code uses up one of its tries.
 * @throws AppError TOKEN_EXPIRED for a link, VALIDATION_ERROR beside `code` for a code.
 */
export async function confirmVerification(actor: Actor, input: z.output<typeof confirmVerificationContract.input>): Promise<Confirmed> {
  await limit("verification.confirm.ip", actor.context.ip ?? "unknown");
  const refuse = "token" in input ? deadLink : wrongCode;
  const token = "token" in input ? await findByLink(actor, input) : await findByCode(actor, input);
  if (!token) throw refuse();
  if (token.purpose === "change_email") assertInPerson(actor, "email.change");
  try {
    const result = await db.$transaction(async (tx) => {
      if (!(await takeOneTimeToken(tx, token.id))) throw refuse();
      return token.purpose === "change_email" ? adoptNewAddress(tx, actor, token, refuse) : proveAddress(tx, actor, token, refuse);
    });
    forgetCachedSessions(token.userId);
    return result;
  } catch (error) {
    // Somebody else has taken the address since the mail was sent.
    if (isUniqueViolation(error)) throw refuse();
    throw error;
  }
}

const failed = (tx: Tx, actor: Actor, by: "link" | "code") =>
  audit(tx, actor, { action: "email.verification_failed", outcome: "failure", details: { by } });

async function findByLink(actor: Actor, input: { token: string }): Promise<OpenToken | null> {
  const token = await findLinkToken(input.token, ["verify_email", "change_email"]);
  if (!token) await failed(db, actor, "link");
  return token;
}

/** A signed-in person's code may prove a new address; anybody's may prove the address of a registration. */
async function findByCode(actor: Actor, input: { email: string; code: string }): Promise<OpenToken | null> {
  await limit("verification.confirm.address", input.email);
  // The try and its record are one commit, and as many statements where nobody waits to confirm: the time tells nothing.
  return db.$transaction(async (tx) => {
    const change = actor.kind === "session" ? await findCodeToken(tx, { id: actor.userId }, "change_email", input.code) : null;
    const proven = change ?? (await findCodeToken(tx, { email: input.email }, "verify_email", input.code));
    if (proven?.email === input.email) return proven;
    await failed(tx, actor, "code");
    return null;
  });
}

async function proveAddress(tx: Tx, actor: Actor, token: OpenToken, refuse: () => AppError): Promise<Confirmed> {
  if (token.passwordHash || token.setUpHash) await removeUnprovenWaysIn(tx, token.userId);
  // Whoever proves the address gets the password typed with this very registration.
  const [proven] = await tx.user.updateManyAndReturn({
    where: { id: token.userId, email: token.email, emailVerified: null },
    data: {
      emailVerified: new Date(),
      ...(token.passwordHash
        ? { passwordHash: token.passwordHash, passwordPresets: token.passwordPresets, passwordChangedAt: new Date() }
        : {}),
      ...(token.setUpHash ? { passwordHash: null, passwordPresets: [], passwordChangedAt: new Date() } : {}),
    },
    select: { id: true },
  });
  if (!proven) throw refuse();
  if (token.passwordHash || token.setUpHash) {
    // A session opened before (REQUIRE_VERIFIED_EMAIL=false) may belong to whoever typed an earlier password.
    await endSessions(tx, token.userId, actor.kind === "session" ? actor.sessionId : undefined);
  }
  if (token.setUpHash) await openSetUp(tx, token.id);
  await audit(tx, actor, { action: "email.verified", target: { type: "user", id: token.userId } });
  return { email: token.email, status: "verified", needs_passkey: token.setUpHash !== null };
}

async function adoptNewAddress(tx: Tx, actor: Actor, token: OpenToken, refuse: () => AppError): Promise<Confirmed> {
  const user = await tx.user.findUnique({ where: { id: token.userId }, select: { email: true } });
  const { count } = await tx.user.updateMany({
    where: {
      id: token.userId,
      isActive: true,
      // Whoever chose a new password because they had not asked for this has ended it, as the mail to the old address says.
      mustResetPassword: false,
      OR: [{ passwordChangedAt: null }, { passwordChangedAt: { lte: token.createdAt } }],
    },
    data: { email: token.email, emailVerified: new Date() },
  });
  if (!user || count === 0) throw refuse();
  // A reset link sent to the old address must not open the account any more (OWASP ASVS 5.0 §6.4.1).
  await revokeOneTimeTokens(tx, token.userId, "reset_password");
  await revokeOneTimeTokens(tx, token.userId, "verify_email");
  await audit(tx, actor, { action: "email.changed", target: { type: "user", id: token.userId } });
  await tellOwner(tx, actor, "email_changed", { userId: token.userId, to: user.email });
  return { email: token.email, status: "changed", needs_passkey: false };
}
