import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db, Prisma, queryPrepared } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { countSignIn } from "@/lib/metrics";
import { hashPassword, verifyPassword } from "@/lib/passwords/hash";
import { presetsMetBy } from "@/lib/passwords/policy";
import { knownAs, NOBODY } from "@/lib/signin/device-at-hand";
import type { Person } from "@/lib/signin/person";
import { type Evidence, spendAttempt } from "@/lib/signin/spend-attempt";

/** An account whose password was just proven, as it was at that moment. */
export interface ProvenAccount extends Person {
  passwordHash: string | null;
  /** The password hashed with today's settings, when the stored hash is of other ones. */
  upgradedHash: string | null;
  /** The presets that the password satisfies, when nothing was known of it until now. */
  learntPresets: string[] | null;
  /** Whether the account owes a second factor to every sign-in. */
  hasSecondFactor: boolean;
  /** Gives this attempt back to the limits; call it once the sign-in has succeeded. */
  giveBack(): Promise<unknown>;
}

/** One answer for an unknown account, one without a password, and a wrong password. */
export const wrongCredentials = (): AppError => new AppError("INVALID_CREDENTIALS", "That e-mail, username or password is not right.");

interface AccountRow extends Omit<ProvenAccount, "upgradedHash" | "learntPresets" | "giveBack"> {
  passwordPresets: string[];
  isActive: boolean;
  mustResetPassword: boolean;
}

const COLUMNS = Prisma.sql`id, email, email_verified AS "emailVerified", username, name, role::text AS role,
  password_hash AS "passwordHash", password_presets AS "passwordPresets", is_active AS "isActive",
  must_reset_password AS "mustResetPassword", second_factor AS "hasSecondFactor"`;

async function findAccount(identifier: string): Promise<AccountRow | null> {
  const [found] = identifier.includes("@")
    ? await queryPrepared<AccountRow>("signin.by-email", Prisma.sql`SELECT ${COLUMNS} FROM users WHERE email = ${identifier}`)
    : await queryPrepared<AccountRow>("signin.by-username", Prisma.sql`SELECT ${COLUMNS} FROM users WHERE username = ${identifier}`);
  return found ?? null;
}

/**
 * Checks an e-mail address or username with its password. Unknown and wrong are one answer after the same
 * work; only who knows the password is told that the account is unverified, disabled or must be reset.
 * @throws AppError INVALID_CREDENTIALS, EMAIL_NOT_VERIFIED, ACCOUNT_DISABLED, RATE_LIMITED, UNAVAILABLE.
 */
export async function provePassword(actor: Actor, identifier: string, password: string, evidence: Evidence = {}): Promise<ProvenAccount> {
  try {
    return await prove(actor, identifier, password, evidence);
  } catch (error) {
    countSignIn(error instanceof AppError ? error.type : "INTERNAL");
    throw error;
  }
}

async function prove(actor: Actor, identifier: string, password: string, evidence: Evidence): Promise<ProvenAccount> {
  const spent = await spendAttempt(actor, identifier, evidence, () => findAccount(identifier));
  const giveBack = () => Promise.all(spent.map((point) => point.refund()));
  const user = await findAccount(identifier);
  // Whoever is known is not kept waiting by those who guess.
  const priority = (await knownAs(actor, user?.id ?? NOBODY, evidence.device ?? null)) === null ? "normal" : "known";
  const { ok, needsUpgrade } = await verifyPassword(password, user?.passwordHash ?? null, priority).catch(async (error: unknown) => {
    // Too busy to look is no guess.
    await giveBack();
    throw error;
  });
  if (!user || !ok) throw await failed(actor, user?.id ?? null, wrongCredentials());
  const refusal = refusalFor(user);
  if (refusal) throw await failed(actor, user.id, refusal);
  return {
    ...user,
    giveBack,
    upgradedHash: needsUpgrade ? await hashPassword(password, priority) : null,
    learntPresets: user.passwordPresets.length === 0 ? await presetsMetBy(password, user) : null,
  };
}

/** What keeps somebody out who has proven who they are; null where nothing does. */
export function refusalFor(user: { isActive: boolean; emailVerified: Date | null; mustResetPassword: boolean }): AppError | null {
  if (!user.isActive) return new AppError("ACCOUNT_DISABLED", "This account is deactivated. Ask an administrator to activate it.");
  if (!user.emailVerified && env.REQUIRE_VERIFIED_EMAIL) {
    return new AppError("EMAIL_NOT_VERIFIED", "Confirm your e-mail address first. We can send you the mail again.");
  }
  if (!user.mustResetPassword) return null;
  return new AppError("ACCOUNT_DISABLED", "Your password must be reset before you can sign in.", {
    details: { reason: "password_reset_required" },
  });
}

/** Records the failure, and hands back what to throw. */
async function failed(actor: Actor, userId: string | null, refusal: AppError): Promise<AppError> {
  await audit(db, actor, {
    action: "session.failed",
    outcome: "failure",
    ...(userId ? { target: { type: "user", id: userId } } : {}),
    details: { reason: refusal.type, method: "password" },
  });
  return refusal;
}
