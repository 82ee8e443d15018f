import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db, Prisma, queryPrepared } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { loadKeptKeys } from "@/lib/kept-keys";
import { limit, type Spent } from "@/lib/limits/limit";
import { countSignIn } from "@/lib/metrics";
import { hashPassword, verifyPassword } from "@/lib/passwords/hash";
import { presetsMetBy } from "@/lib/passwords/policy";
import { isDeviceKnown } from "@/lib/signin/device-at-hand";
import { deviceOf } from "@/lib/signin/known-device";
import type { Person } from "@/lib/signin/person";

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
 * @param device what the browser kept of an earlier sign-in, if it did (`issueDevice`).
 * @throws AppError INVALID_CREDENTIALS, EMAIL_NOT_VERIFIED, ACCOUNT_DISABLED, RATE_LIMITED, UNAVAILABLE.
 */
export async function provePassword(actor: Actor, identifier: string, password: string, device?: string | null): Promise<ProvenAccount> {
  try {
    return await prove(actor, identifier, password, device ?? null);
  } catch (error) {
    countSignIn(error instanceof AppError ? error.type : "INTERNAL");
    throw error;
  }
}

async function prove(actor: Actor, identifier: string, password: string, device: string | null): Promise<ProvenAccount> {
  const spentByIp = await limit("signin.ip", actor.context.ip ?? "unknown", { onFirstExceeded: () => recordSpraying(actor) });
  const spentByAccount = await spendOnAccount(actor, identifier, device);
  const giveBack = () => Promise.all([spentByIp.refund(), spentByAccount.refund()]);
  const user = await findAccount(identifier);
  const { ok, needsUpgrade } = await verifyPassword(password, user?.passwordHash ?? null).catch(async (error: unknown) => {
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
    upgradedHash: needsUpgrade ? await hashPassword(password) : null,
    learntPresets: user.passwordPresets.length === 0 ? await presetsMetBy(password, user) : null,
  };
}

/**
 * Spends on the account's budget. When that is used up, by whomever, a browser that its owner has signed in with before
 * has one of its own: who guesses from everywhere must not be able to keep the owner out (NIST SP 800-63B-4 §3.2.2).
 */
async function spendOnAccount(actor: Actor, identifier: string, device: string | null): Promise<Spent> {
  try {
    return await limit("signin.account", identifier);
  } catch (error) {
    const isUsedUp = error instanceof AppError && error.type === "RATE_LIMITED";
    if (!isUsedUp || (device === null && actor.kind !== "session")) throw error;
    await loadKeptKeys();
    const owner = await findAccount(identifier);
    const known = owner ? await knownAs(actor, owner.id, device) : null;
    if (!owner || known === null) throw error;
    return limit("signin.device", `${owner.id}:${known}`);
  }
}

/** A name of the browser that `userId` has signed in with, or still is; null for any other, and for one that its owner has forgotten. */
async function knownAs(actor: Actor, userId: string, device: string | null): Promise<string | null> {
  if (actor.kind === "session" && actor.userId === userId) return actor.sessionId;
  const name = device === null ? null : deviceOf(device, userId);
  return name !== null && (await isDeviceKnown(userId, name)) ? name : null;
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

/** One address is failing against many accounts: worth an operator's look (OWASP ASVS 5.0 §6.3.1). */
async function recordSpraying(actor: Actor): Promise<void> {
  await audit(db, actor, { action: "limits.spraying_detected", outcome: "denied" });
}
