import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { addOneTimeToken, revokeOneTimeTokens } from "@/lib/accounts/one-time-tokens";
import { lockAccount } from "@/lib/accounts/profile";
import { audit } from "@/lib/audit/audit";
import type { Json } from "@/lib/audit/clean";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { hashLinkToken } from "@/lib/one-time-secret";
import { endTrust } from "@/lib/sessions/device-row";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import type { AskedSignIn, disownSignInContract } from "@/lib/signin/device-approval.schema";
import { earliestAlert, takeBackAddress, takeBackWaysIn } from "@/lib/signin/take-back";
import { viewOfSignIn } from "@/lib/signin/view";

/** A sign-in that its owner says was not theirs. */
interface Disowned {
  userId: string;
  deviceId: string | null;
  /** Since when ways in were added by whoever signed in; null where the sign-in never came to be. */
  since: Date | null;
  /** Where its owner was asked; null where that is not known. */
  askedAt: string | null;
  /** What is kept of it in the audit trail. */
  evidence: Record<string, Json>;
}

type Ended = z.input<typeof disownSignInContract.output>;

/**
 * Takes from whoever signed in all that they got, in the caller's transaction: every session with its tokens, sign-ins under way, the
 * device, the trust in any other, ways in that were added since, the address where it was changed, and the password, which the owner
 * replaces by a mailed link. Other sessions are not spared: whoever was in may have opened more. The caller has locked the account before
 * anything else of it (`lockAccount`), and calls `forgetCachedSessions(userId)` after its commit.
 */
export async function disown(tx: Tx, actor: Actor, { userId, deviceId, since, askedAt, evidence }: Disowned): Promise<Ended> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, passwordHash: true } });
  const hasPassword = user.passwordHash !== null;
  if (hasPassword) await tx.user.update({ where: { id: userId }, data: { mustResetPassword: true }, select: { id: true } });
  const ended = await endSessions(tx, userId);
  if (deviceId) await tx.device.deleteMany({ where: { id: deviceId, userId } });
  await endTrust(tx, userId);
  const taken = since ? await takeBackWaysIn(tx, userId, since) : {};
  // A change that waits for its confirmation would come true after all of this.
  await revokeOneTimeTokens(tx, userId, "change_email");
  const address = askedAt ? await takeBackAddress(tx, actor, { userId, now: user.email, before: askedAt }) : user.email;
  if (hasPassword) {
    await revokeOneTimeTokens(tx, userId, "reset_password");
    if (address) await addOneTimeToken(tx, { userId, purpose: "reset_password", email: address, origin: actor.context });
  }
  await audit(tx, actor, {
    action: "session.disowned",
    target: { type: "user", id: userId },
    details: { ...evidence, ...taken, sessions_ended: ended, password_reset_forced: hasPassword, address_restored: address !== user.email },
  });
  return { sessions_ended: ended, must_reset_password: hasPassword };
}

/** What an alert is about; null when it was answered or its time is over. Looking takes nothing. */
export async function findAlert(token: string): Promise<AskedSignIn | null> {
  const row = await db.signInAlert.findFirst({ where: openAlert(token), select: { ip: true, userAgent: true, occurredAt: true } });
  return row && viewOfSignIn(row);
}

const openAlert = (token: string) => ({ tokenHash: hashLinkToken(token), disownedAt: null, expiresAt: { gt: new Date() } });

/**
 * "This wasn't me", by the link of an alert, once.
 * @throws AppError TOKEN_EXPIRED for a link that was used or is too old; RATE_LIMITED.
 */
export async function disownSignIn(actor: Actor, { token }: z.output<typeof disownSignInContract.input>): Promise<Ended> {
  await limit("device.answer.ip", actor.context.ip ?? "unknown");
  const disowned = db.$transaction(async (tx) => {
    const asked = await tx.signInAlert.findFirst({ where: openAlert(token), select: { userId: true } });
    // The account first, as the statements that open sessions do: none opens one meanwhile, and neither waits for the other.
    if (asked) await lockAccount(tx, asked.userId);
    // The owner may answer the last of several alerts: what was added after the first goes as well.
    const earliest = asked && (await earliestAlert(tx, asked.userId));
    const [alert] = await tx.signInAlert.updateManyAndReturn({
      where: openAlert(token),
      data: { disownedAt: new Date() },
      select: { userId: true, sessionId: true, deviceId: true, email: true, reasons: true, ip: true, userAgent: true, occurredAt: true },
    });
    if (!alert) throw new AppError("TOKEN_EXPIRED", "This link was used already, or is too old.");
    const { userId, sessionId, deviceId, email, reasons, ip, userAgent, occurredAt } = alert;
    const evidence = {
      session_id: sessionId,
      device_id: deviceId,
      reasons,
      ip,
      user_agent: userAgent,
      occurred_at: occurredAt.toISOString(),
    };
    return { userId, ended: await disown(tx, actor, { userId, deviceId, since: earliest ?? occurredAt, askedAt: email, evidence }) };
  });
  try {
    const { userId, ended } = await disowned;
    forgetCachedSessions(userId);
    return ended;
  } catch (error) {
    // Somebody took the former address at this very moment: now that shows before anything is written.
    if (isUniqueViolation(error)) return disownSignIn(actor, { token });
    throw error;
  }
}
