import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { findLinkToken, revokeOneTimeTokens, takeOneTimeToken } from "@/lib/accounts/one-time-tokens";
import type { confirmPasswordResetContract, requestPasswordResetContract } from "@/lib/accounts/password.schema";
import { assertGoodPassword } from "@/lib/accounts/password-choice";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { removeUnprovenWaysIn } from "@/lib/accounts/unproven-ways-in";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { passwordDemandsOn } from "@/lib/organizations/password-demands";
import { hashPassword } from "@/lib/passwords/hash";
import { enqueue } from "@/lib/queue/enqueue";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

const deadLink = () => new AppError("TOKEN_EXPIRED", "This link is no longer good. Ask for a new mail.");

/** Asks for a reset mail. Known, unknown and disabled addresses cost and answer the same: a job looks them up. */
export async function requestPasswordReset(
  actor: Actor,
  input: z.output<typeof requestPasswordResetContract.input>,
): Promise<z.input<typeof requestPasswordResetContract.output>> {
  await limit("reset.request.ip", actor.context.ip ?? "unknown");
  await limit("reset.request.address", input.email);
  await db.$transaction(async (tx) => {
    await audit(tx, actor, { action: "password.reset_requested" });
    await enqueue(tx, "accounts.find_and_mail", {
      email: input.email,
      purpose: "reset_password",
      ip: actor.context.ip,
      userAgent: actor.context.userAgent,
    });
  });
  return { status: "requested" };
}

/**
 * Sets a new password by a mailed link, once. Every session ends, and the owner is told. It signs nobody in,
 * so whatever else the account asks for at sign-in is still asked (OWASP ASVS 5.0 §6.4.3).
 * @throws AppError TOKEN_EXPIRED for a link that is used, old, replaced or from before the address changed;
 * VALIDATION_ERROR for a password the policy refuses, which leaves the link good.
 */
export async function confirmPasswordReset(
  actor: Actor,
  input: z.output<typeof confirmPasswordResetContract.input>,
): Promise<z.input<typeof confirmPasswordResetContract.output>> {
  await limit("reset.confirm.ip", actor.context.ip ?? "unknown");
  const token = await findLinkToken(input.token, ["reset_password"]);
  if (!token) {
    await audit(db, actor, { action: "password.reset_failed", outcome: "failure" });
    throw deadLink();
  }
  const user = await db.user.findUnique({
    where: { id: token.userId },
    select: { id: true, email: true, username: true, name: true, isActive: true, emailVerified: true },
  });
  if (!user?.isActive || user.email !== token.email) throw deadLink();
  const passwordPresets = await assertGoodPassword("new_password", input.new_password, user, await passwordDemandsOn(user.id));
  const passwordHash = await hashPassword(input.new_password);
  const sessionsEnded = await db.$transaction(async (tx) => {
    if (!(await takeOneTimeToken(tx, token.id))) throw deadLink();
    if (user.emailVerified === null) await removeUnprovenWaysIn(tx, user.id);
    const { count } = await tx.user.updateMany({
      where: { id: user.id, email: token.email, isActive: true },
      // The link came to this address, so opening it proves the address too.
      data: {
        passwordHash,
        passwordPresets,
        passwordChangedAt: new Date(),
        mustResetPassword: false,
        emailVerified: user.emailVerified ?? new Date(),
        // Whoever holds the mailbox holds the password now: a code to the same mailbox would prove nothing more.
        passwordByMail: true,
      },
    });
    if (count === 0) throw deadLink();
    await revokeOneTimeTokens(tx, user.id, "reset_password");
    await revokeOneTimeTokens(tx, user.id, "verify_email");
    const ended = await endSessions(tx, user.id);
    await audit(tx, actor, { action: "password.reset", target: { type: "user", id: user.id }, details: { sessions_ended: ended } });
    await tellOwner(tx, actor, "password_reset", { userId: user.id, to: user.email });
    return ended;
  });
  forgetCachedSessions(user.id);
  return { status: "reset", sessions_ended: sessionsEnded };
}
