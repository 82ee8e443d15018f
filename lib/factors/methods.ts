import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { FACTOR_METHODS, type FactorMethod, type FactorType } from "@/lib/factors/factors.schema";

/** What decides which ways to prove a second factor are open. */
interface Facts {
  hasPasskey: boolean;
  hasAuthenticator: boolean;
  hasEmail: boolean;
  hasSms: boolean;
  hasRecoveryCode: boolean;
  isEmailVerified: boolean;
  hasPassword: boolean;
  /** The password rests on the mailbox alone. */
  isPasswordByMail: boolean;
}

/** Text messages are offered only where something sends them. */
const canText = env.smsTransport !== "none";

/**
 * When each way is open to a sign-in. A mailed code is a second factor only beside a password that does not itself rest on the
 * mailbox: not after a reset by mail, and not beside another provider's word, who is often the one that runs the mailbox
 * (docs/decisions/codes-that-are-sent.md).
 */
const OPEN: Record<FactorMethod, (facts: Facts, amr: readonly string[]) => boolean> = {
  passkey: ({ hasPasskey }) => hasPasskey,
  totp: ({ hasAuthenticator }) => hasAuthenticator,
  sms: ({ hasSms }) => hasSms && canText,
  email: ({ hasEmail, isEmailVerified, isPasswordByMail }, amr) => hasEmail && isEmailVerified && !isPasswordByMail && amr.includes("pwd"),
  recovery_code: ({ hasRecoveryCode }) => hasRecoveryCode,
};

/**
 * The ways in which a sign-in may prove its second factor now, the one to ask for first in front. Pages, programs and the check of
 * a code itself go by this one list. @param signIn what was proven before (RFC 8176).
 */
export async function secondFactorMethods(tx: Tx, { userId, amr }: { userId: string; amr: readonly string[] }): Promise<FactorMethod[]> {
  const facts = await readFacts(tx, userId);
  return facts ? FACTOR_METHODS.filter((method) => OPEN[method](facts, amr)) : [];
}

/** Which kinds of factor its owner could set up besides those that there are; authenticators may be several. */
export async function addableFactors(userId: string): Promise<FactorType[]> {
  const facts = await readFacts(db, userId);
  if (!facts) return [];
  const email = !facts.hasEmail && facts.isEmailVerified && facts.hasPassword ? (["email"] as const) : [];
  const sms = !facts.hasSms && canText ? (["sms"] as const) : [];
  return ["totp", ...email, ...sms];
}

/** Notes that a sign-in proved more than the mailbox: a mailed code may stand beside the password again. */
export async function noteMoreThanMailbox(tx: Tx, userId: string): Promise<void> {
  await tx.user.updateMany({ where: { id: userId, passwordByMail: true }, data: { passwordByMail: false } });
}

async function readFacts(tx: Tx, userId: string): Promise<Facts | undefined> {
  const [facts] = await tx.$queryRaw<Facts[]>`
    SELECT EXISTS (SELECT 1 FROM passkeys k WHERE k.user_id = u.id) AS "hasPasskey",
           EXISTS (SELECT 1 FROM totp_authenticators t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL) AS "hasAuthenticator",
           EXISTS (SELECT 1 FROM code_factors f WHERE f.user_id = u.id AND f.kind = 'email' AND f.confirmed_at IS NOT NULL) AS "hasEmail",
           EXISTS (SELECT 1 FROM code_factors f WHERE f.user_id = u.id AND f.kind = 'sms' AND f.confirmed_at IS NOT NULL) AS "hasSms",
           EXISTS (SELECT 1 FROM recovery_codes r WHERE r.user_id = u.id AND r.used_at IS NULL) AS "hasRecoveryCode",
           u.email_verified IS NOT NULL AS "isEmailVerified", u.password_hash IS NOT NULL AS "hasPassword",
           u.password_by_mail AS "isPasswordByMail"
      FROM users u WHERE u.id = ${userId}::uuid`;
  return facts;
}
