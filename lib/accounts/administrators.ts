import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorizeAct } from "@/lib/access/authorize";
import type { createAdministratorContract } from "@/lib/accounts/administration.schema";
import { lockAdministrators } from "@/lib/accounts/last-administrator";
import { assertGoodPassword } from "@/lib/accounts/password-choice";
import { removeUnprovenWaysIn } from "@/lib/accounts/unproven-ways-in";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { conflict, invalidInput } from "@/lib/errors";
import { passwordDemandsOn } from "@/lib/organizations/password-demands";
import { hashPassword } from "@/lib/passwords/hash";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

type Input = z.output<typeof createAdministratorContract.input>;
type Output = z.input<typeof createAdministratorContract.output>;

/**
 * Makes a platform administrator: a new account with the given password, or an existing one promoted. A
 * given password replaces the one of an existing account and ends its sessions. Without one, only an
 * account that proved its address is promoted: somebody else may have registered it.
 * @throws AppError FORBIDDEN, VALIDATION_ERROR, CONFLICT, UNAVAILABLE.
 */
export async function createAdministrator(actor: Actor, input: Input): Promise<Output> {
  await authorizeAct(actor, "platform.users.manage");
  const password = input.password === undefined ? null : await choosePassword(input.password, input);
  const made = await db.$transaction(async (tx) => {
    await lockAdministrators(tx);
    const existing = await tx.user.findUnique({
      where: { email: input.email },
      select: { id: true, role: true, isActive: true, emailVerified: true, eraseAfter: true },
    });
    if (!existing) return create(tx, actor, input, password);
    if (password === null && !existing.emailVerified) {
      throw conflict("This address was never confirmed. Give the account a password to take it over.", "email");
    }
    assertStays(existing, "email");
    if (!existing.emailVerified) await removeUnprovenWaysIn(tx, existing.id);
    if (password !== null) await replacePassword(tx, actor, existing.id, password);
    if (existing.role === "admin") return { id: existing.id, email: input.email, result: "unchanged" as const };
    await tx.user.update({ where: { id: existing.id }, data: { role: "admin" }, select: { id: true } });
    await audit(tx, actor, {
      action: "account.role_changed",
      target: { type: "user", id: existing.id },
      details: { from: existing.role, to: "admin" },
    });
    return { id: existing.id, email: input.email, result: "promoted" as const };
  });
  forgetCachedSessions(made.id);
  return made;
}

/** Refuses to promote an account that nobody uses, or will. @throws AppError CONFLICT beside `field`. */
export function assertStays(account: { isActive: boolean; eraseAfter: Date | null }, field: string): void {
  if (!account.isActive) throw conflict("This account is disabled. Enable it first.", field);
  if (account.eraseAfter) throw conflict("This account waits to be erased. Its owner keeps it by signing in.", field);
}

interface ChosenPassword {
  passwordHash: string;
  passwordPresets: string[];
}

/** Judges the password by what is asked of the account that it is for, if there is one, and hashes it. */
async function choosePassword(plain: string, { email, full_name }: Input): Promise<ChosenPassword> {
  const existing = await db.user.findUnique({ where: { email }, select: { id: true, username: true, name: true } });
  const owner = { email, username: existing?.username, name: existing?.name ?? full_name };
  const demands = existing ? await passwordDemandsOn(existing.id) : [];
  const passwordPresets = await assertGoodPassword("password", plain, owner, demands);
  return { passwordHash: await hashPassword(plain), passwordPresets };
}

async function create(tx: Tx, actor: Actor, input: Input, password: ChosenPassword | null): Promise<Output> {
  if (password === null) throw invalidInput({ password: ["A new account needs a password."] });
  const { id } = await tx.user.create({
    data: {
      email: input.email,
      name: input.full_name ?? null,
      role: "admin",
      // Whoever can run commands on the server needs no mail to prove it.
      emailVerified: new Date(),
      ...password,
      passwordChangedAt: new Date(),
    },
    select: { id: true },
  });
  await audit(tx, actor, { action: "account.created", target: { type: "user", id }, details: { role: "admin" } });
  return { id, email: input.email, result: "created" };
}

async function replacePassword(tx: Tx, actor: Actor, id: string, password: ChosenPassword): Promise<void> {
  await tx.user.update({
    where: { id },
    data: { ...password, passwordChangedAt: new Date(), mustResetPassword: false },
    select: { id: true },
  });
  await tx.user.updateMany({ where: { id, emailVerified: null }, data: { emailVerified: new Date() } });
  // A link or code mailed before, perhaps to somebody else, must not bring back another password.
  await tx.oneTimeToken.updateMany({ where: { userId: id, consumedAt: null }, data: { consumedAt: new Date() } });
  const ended = await endSessions(tx, id);
  await audit(tx, actor, { action: "password.reset", target: { type: "user", id }, details: { sessions_ended: ended } });
}
