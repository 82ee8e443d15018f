import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorizeAct, can, requireUser } from "@/lib/access/authorize";
import { assertSomebodyElse, findAccount, readAccount } from "@/lib/accounts/administration";
import type { createUserContract, updateUserContract, userIdContract } from "@/lib/accounts/administration.schema";
import { assertStays } from "@/lib/accounts/administrators";
import { eraseAccount } from "@/lib/accounts/erasure";
import { assertAnotherAdministrator, lockAdministrators } from "@/lib/accounts/last-administrator";
import { issueOneTimeToken } from "@/lib/accounts/one-time-tokens";
import { assertGoodPassword } from "@/lib/accounts/password-choice";
import { changeProfile, lockAccount } from "@/lib/accounts/profile";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { assertOwnsNothingAlone } from "@/lib/organizations/last-owner";
import { hashPassword } from "@/lib/passwords/hash";
import type { AssertUnchanged } from "@/lib/precondition";
import { endImpersonationsAround } from "@/lib/sessions/impersonation";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

type UserId = z.output<typeof userIdContract.input>;
type Account = Awaited<ReturnType<typeof findAccount>>;

const noSuchAccount = () => notFound("There is no such account.");
const taken = (error: unknown) =>
  isUniqueViolation(error, "username")
    ? conflict("This username is taken.", "username")
    : conflict("This address has an account.", "email");

/**
 * Makes an account for somebody. Without a password its owner is mailed a link to choose one, which also proves
 * the address; with one the address still has to be confirmed, unless the administrator vouches for it.
 * @throws AppError FORBIDDEN, VALIDATION_ERROR, CONFLICT.
 */
export async function createUser(actor: Actor, input: z.output<typeof createUserContract.input>): Promise<Account> {
  await authorizeAct(actor, "platform.users.manage");
  const passwordPresets = input.password
    ? await assertGoodPassword("password", input.password, { email: input.email, username: input.username, name: input.full_name })
    : [];
  const passwordHash = input.password ? await hashPassword(input.password) : null;
  try {
    const id = await db.$transaction(async (tx) => {
      const made = await tx.user.create({
        data: {
          email: input.email,
          username: input.username ?? null,
          name: input.full_name ?? null,
          role: input.role,
          passwordHash,
          passwordPresets,
          passwordChangedAt: passwordHash ? new Date() : null,
          emailVerified: input.email_verified ? new Date() : null,
        },
        select: { id: true },
      });
      await audit(tx, actor, { action: "account.created", target: { type: "user", id: made.id }, details: { role: input.role } });
      const purpose = passwordHash ? "verify_email" : "reset_password";
      if (!passwordHash || !input.email_verified) {
        await issueOneTimeToken(tx, {
          userId: made.id,
          purpose,
          email: input.email,
          ...(passwordHash ? { passwordHash, passwordPresets } : {}),
        });
      }
      return made.id;
    });
    return findAccount(actor, { user: id });
  } catch (error) {
    if (isUniqueViolation(error)) throw taken(error);
    throw error;
  }
}

/**
 * Changes what is given of an account: one's own name and username, or for an administrator anybody's, and the
 * role. A role in a request about oneself by somebody who may not has no effect. Nobody becomes an administrator whose address is not
 * proven, or whose account is disabled or waits to be erased. A change of role acts on the next request of whoever it concerns; the last
 * administrator keeps theirs.
 * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT; what `assertUnchanged` throws.
 */
export async function updateUser(
  actor: Actor,
  input: z.output<typeof updateUserContract.input>,
  assertUnchanged?: AssertUnchanged,
): Promise<Account> {
  const { id, role, full_name, username } = input;
  const check = async (tx: Tx) => {
    if (!assertUnchanged) return;
    await lockAccount(tx, id);
    assertUnchanged(await readAccount(tx, { id }));
  };
  if (actor.kind === "session" && actor.userId === id && !can(actor, "platform.users.manage")) {
    await changeProfile(actor, { full_name, username }, check);
    return getUser(actor, { id });
  }
  await authorizeAct(actor, "platform.users.manage");
  try {
    await db.$transaction(async (tx) => {
      // Before any account is locked: others take the two locks in this order.
      if (role !== undefined) await lockAdministrators(tx);
      const before = await existing(tx, id);
      await check(tx);
      if (role !== undefined && role !== before.role) await changeRole(tx, actor, before, role);
      const fields = { ...(full_name === undefined ? {} : { name: full_name }), ...(username === undefined ? {} : { username }) };
      if (Object.keys(fields).length === 0) return;
      await tx.user.update({ where: { id }, data: fields, select: { id: true } });
      await audit(tx, actor, { action: "profile.updated", target: { type: "user", id }, details: { fields: Object.keys(fields) } });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw taken(error);
    throw error;
  }
  forgetCachedSessions(id);
  return findAccount(actor, { user: id });
}

async function changeRole(tx: Tx, actor: Actor, user: Existing, role: Account["role"]): Promise<void> {
  await lockAdministrators(tx);
  if (role === "admin") {
    // Somebody else may have registered it.
    if (!user.emailVerified) throw conflict("The address of this account was never confirmed.", "role");
    assertStays(user, "role");
  }
  if (user.role === "admin") await assertAnotherAdministrator(tx, user.id);
  await tx.user.update({ where: { id: user.id }, data: { role }, select: { id: true } });
  // Only administrators act as others, and nobody acts as an administrator.
  await endImpersonationsAround(tx, actor, user.id, "role_changed");
  await audit(tx, actor, { action: "account.role_changed", target: { type: "user", id: user.id }, details: { from: user.role, to: role } });
}

/**
 * Erases an account now, without a grace period (docs/decisions/erasure.md says why), and tells its owner by mail; its
 * audit rows stay.
 * @throws AppError FORBIDDEN, NOT_FOUND; CONFLICT for the last administrator, for the only owner of an organization, and for oneself.
 */
export async function deleteUser(actor: Actor, { id }: UserId): Promise<{ id: string; status: "deleted" }> {
  await authorizeAct(actor, "platform.users.manage");
  assertSomebodyElse(actor, id);
  await db.$transaction(async (tx) => {
    const user = await existing(tx, id);
    await assertAnotherAdministrator(tx, id);
    await assertOwnsNothingAlone(tx, id);
    await audit(tx, actor, { action: "account.deleted", target: { type: "user", id } });
    await eraseAccount(tx, actor, user);
    await tellOwner(tx, actor, "account_deleted", { userId: id, to: user.email });
  });
  forgetCachedSessions(id);
  return { id, status: "deleted" };
}

/**
 * Makes the present password worthless: every session ends, sign-in is refused until a new one is set, and the
 * owner is mailed a link for that. @throws AppError FORBIDDEN, NOT_FOUND; CONFLICT for oneself.
 */
export async function forcePasswordReset(actor: Actor, { id }: UserId): Promise<{ id: string; sessions_ended: number }> {
  await authorizeAct(actor, "platform.users.manage");
  assertSomebodyElse(actor, id);
  const ended = await db.$transaction(async (tx) => {
    const user = await existing(tx, id);
    await tx.user.update({ where: { id }, data: { mustResetPassword: true }, select: { id: true } });
    const count = await endSessions(tx, id);
    await audit(tx, actor, { action: "password.reset_forced", target: { type: "user", id }, details: { sessions_ended: count } });
    await issueOneTimeToken(tx, { userId: id, purpose: "reset_password", email: user.email });
    await tellOwner(tx, actor, "password_reset_forced", { userId: id, to: user.email });
    return count;
  });
  forgetCachedSessions(id);
  return { id, sessions_ended: ended };
}

/** One account, for an administrator or for its owner; nobody else learns whether it exists. @throws AppError NOT_FOUND. */
export async function getUser(actor: Actor, { id }: UserId): Promise<Account> {
  const caller = requireUser(actor);
  if (caller.userId === id) return findAccount({ kind: "system", name: "self", context: actor.context }, { user: id });
  if (caller.role !== "admin") throw noSuchAccount();
  return findAccount(actor, { user: id });
}

/** What decides whether an account can become an administrator's. */
const PROMOTED_BY = { emailVerified: true, isActive: true, eraseAfter: true } as const;

type Existing = Awaited<ReturnType<typeof existing>>;

async function existing(tx: Tx, id: string) {
  const user = await tx.user.findUnique({ where: { id }, select: { id: true, email: true, role: true, ...PROMOTED_BY } });
  if (!user) throw noSuchAccount();
  return user;
}
