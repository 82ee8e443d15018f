import type { Actor, PlatformRole, SessionActor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { hashPassword, verifyPassword } from "@/lib/passwords/hash";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { createSession, type IssuedSession } from "@/lib/sessions/store";
import type { SignInInput } from "@/lib/signin/signin.schema";

const wrong = () => new AppError("INVALID_CREDENTIALS", "That e-mail, username or password is not right.");

/**
 * Signs a person in by e-mail or username and password, and opens a session. An unknown account, an account
 * without a password and a wrong password are one answer after the same work; only who knows the password
 * is told that the account is unverified or disabled.
 * @throws AppError INVALID_CREDENTIALS, EMAIL_NOT_VERIFIED, ACCOUNT_DISABLED, RATE_LIMITED, UNAVAILABLE.
 */
export async function signInWithPassword(actor: Actor, input: SignInInput): Promise<IssuedSession> {
  const spentByIp = await limit("signin.ip", actor.context.ip ?? "unknown", { onFirstExceeded: () => recordSpraying(actor) });
  const spentByAccount = await limit("signin.account", input.identifier);
  const user = await db.user.findUnique({
    where: input.identifier.includes("@") ? { email: input.identifier } : { username: input.identifier },
    select: { id: true, email: true, role: true, passwordHash: true, isActive: true, emailVerified: true, mustResetPassword: true },
  });
  const giveBack = () => Promise.all([spentByIp.refund(), spentByAccount.refund()]);
  const { ok, needsUpgrade } = await verifyPassword(input.password, user?.passwordHash ?? null).catch(async (error: unknown) => {
    // Too busy to look is no guess.
    await giveBack();
    throw error;
  });
  const refusal = !user || !ok ? wrong() : refusalFor(user);
  if (refusal) {
    await recordFailure(actor, user?.id ?? null, refusal);
    throw refusal;
  }
  if (!user) throw wrong();
  const upgraded = needsUpgrade ? await hashPassword(input.password) : null;
  const session = await db.$transaction(async (tx) => {
    await openAccount(tx, user, upgraded);
    // The cookie the browser came with dies, whoever it belonged to (OWASP ASVS 5.0 §7.2.4).
    if (actor.kind === "session") await tx.session.deleteMany({ where: { id: actor.sessionId } });
    const issued = await createSession(tx, {
      userId: user.id,
      kind: input.remember_me ? "remembered" : "browser",
      amr: ["pwd"],
      context: actor.context,
    });
    const signedIn: SessionActor = {
      kind: "session",
      userId: user.id,
      sessionId: issued.id,
      role: user.role,
      email: user.email,
      authTime: new Date(),
      amr: ["pwd"],
      context: actor.context,
    };
    await audit(tx, signedIn, { action: "session.created", target: { type: "user", id: user.id }, details: { method: "password" } });
    return issued;
  });
  if (actor.kind === "session") forgetCachedSessions(actor.userId);
  // Only this attempt is given back: guesses made before it still count (security: counters survive a sign-in).
  await giveBack();
  return session;
}

interface KnownAccount {
  id: string;
  email: string;
  role: PlatformRole;
  passwordHash: string | null;
  isActive: boolean;
  emailVerified: Date | null;
  mustResetPassword: boolean;
}

function refusalFor(user: KnownAccount): AppError | null {
  if (!user.isActive) return new AppError("ACCOUNT_DISABLED", "This account is deactivated. Ask an administrator to activate it.");
  if (!user.emailVerified && env.REQUIRE_VERIFIED_EMAIL) {
    return new AppError("EMAIL_NOT_VERIFIED", "Confirm your e-mail address first. We can send you the mail again.");
  }
  if (user.mustResetPassword)
    return new AppError("ACCOUNT_DISABLED", "Your password must be reset before you can sign in.", {
      details: { reason: "password_reset_required" },
    });
  return null;
}

/**
 * Notes the sign-in on the account, with the upgraded hash if there is one. The condition is what a change made
 * since the password was checked would break: a reset, a change or a deactivation under way wins.
 */
async function openAccount(tx: Tx, user: KnownAccount, upgradedHash: string | null): Promise<void> {
  const { count } = await tx.user.updateMany({
    where: { id: user.id, isActive: true, passwordHash: user.passwordHash },
    data: { lastSignInAt: new Date(), ...(upgradedHash ? { passwordHash: upgradedHash } : {}) },
  });
  if (count === 0) throw wrong();
}

async function recordFailure(actor: Actor, userId: string | null, refusal: AppError): Promise<void> {
  await db.$transaction((tx) =>
    audit(tx, actor, {
      action: "session.failed",
      outcome: "failure",
      ...(userId ? { target: { type: "user", id: userId } } : {}),
      details: { reason: refusal.type, method: "password" },
    }),
  );
}

/** One address is failing against many accounts: worth an operator's look (OWASP ASVS 5.0 §6.3.1). */
async function recordSpraying(actor: Actor): Promise<void> {
  await db.$transaction((tx) => audit(tx, actor, { action: "limits.spraying_detected", outcome: "denied" }));
}
