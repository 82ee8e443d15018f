import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorizeAct } from "@/lib/access/authorize";
import type { resendVerificationOutput, userIdContract, verifyUserOutput } from "@/lib/accounts/administration.schema";
import { issueOneTimeToken, revokeOneTimeTokens } from "@/lib/accounts/one-time-tokens";
import { removeUnprovenWaysIn } from "@/lib/accounts/unproven-ways-in";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { enqueue } from "@/lib/queue/enqueue";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

type UserId = z.output<typeof userIdContract.input>;

const noSuchAccount = () => notFound("There is no such account.");

/**
 * An administrator vouches for an account's address, as if its owner had opened the mailed link; whoever registered it gets in
 * with their password. Without a password its owner is mailed a link to choose one. Every other way in was added by somebody who had not
 * proven the address, and goes. Doing it twice is no error.
 * @throws AppError FORBIDDEN, NOT_FOUND.
 */
export async function verifyUser(actor: Actor, { id }: UserId): Promise<z.input<typeof verifyUserOutput>> {
  await authorizeAct(actor, "platform.users.manage");
  const changed = await db.$transaction(async (tx) => {
    const [verified] = await tx.user.updateManyAndReturn({
      where: { id, emailVerified: null },
      data: { emailVerified: new Date() },
      select: { email: true, passwordHash: true },
    });
    if (!verified) {
      if ((await tx.user.count({ where: { id } })) === 0) throw noSuchAccount();
      return false;
    }
    // A link that was mailed before would prove what is proven, and bring another password along.
    await revokeOneTimeTokens(tx, id, "verify_email");
    await removeUnprovenWaysIn(tx, id);
    if (verified.passwordHash === null) {
      // Whoever came in without one came in by what is gone now.
      await endSessions(tx, id);
      await issueOneTimeToken(tx, { userId: id, purpose: "reset_password", email: verified.email });
    }
    await audit(tx, actor, { action: "email.verified", target: { type: "user", id } });
    return true;
  });
  forgetCachedSessions(id);
  return { id, email_verified: true, changed };
}

/**
 * Mails the owner another link and code to prove their address with. @throws AppError FORBIDDEN, NOT_FOUND; CONFLICT where there is
 * nothing to prove, or nobody who may.
 */
export async function resendVerification(actor: Actor, { id }: UserId): Promise<z.input<typeof resendVerificationOutput>> {
  await authorizeAct(actor, "platform.users.manage");
  await db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id }, select: { email: true, emailVerified: true, isActive: true } });
    if (!user) throw noSuchAccount();
    if (user.emailVerified) throw conflict("This address is confirmed already.");
    if (!user.isActive) throw conflict("This account is deactivated. Activate it first.");
    await audit(tx, actor, { action: "email.verification_requested", target: { type: "user", id } });
    await enqueue(tx, "accounts.find_and_mail", { email: user.email, purpose: "verify_email" });
  });
  return { id, status: "requested" };
}
