import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireUser } from "@/lib/access/authorize";
import type { ProfileView, updateProfileContract } from "@/lib/accounts/profile.schema";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { conflict, unauthenticated } from "@/lib/errors";
import type { User } from "@/lib/generated/prisma/client";
import { limit } from "@/lib/limits/limit";
import type { AssertUnchanged } from "@/lib/precondition";
import { viewOfPerson } from "@/lib/sessions/person";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/** The actor's own account as they may see it. */
export async function getProfile(actor: Actor): Promise<ProfileView> {
  const { userId } = requireUser(actor);
  const user = await db.user.findUnique({ where: { id: userId } });
  if (!user) throw unauthenticated();
  return toProfileView(user);
}

/**
 * Changes what is given and leaves the rest. A change of username is a change of how one signs in, so the
 * owner is told of it.
 * @throws AppError CONFLICT beside `username` when it is taken; what `assertUnchanged` throws.
 */
export async function updateProfile(
  actor: Actor,
  input: z.output<typeof updateProfileContract.input>,
  assertUnchanged?: AssertUnchanged,
): Promise<ProfileView> {
  return changeProfile(actor, input, async (tx, userId) => {
    if (!assertUnchanged) return;
    await lockAccount(tx, userId);
    assertUnchanged(toProfileView(await tx.user.findUniqueOrThrow({ where: { id: userId } })));
  });
}

/** Keeps everybody else from changing an account until the transaction ends. */
export async function lockAccount(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
}

/** The same behind a check of the caller's, which runs first in the transaction. */
export async function changeProfile(
  actor: Actor,
  input: z.output<typeof updateProfileContract.input>,
  check: (tx: Tx, userId: string) => Promise<void>,
): Promise<ProfileView> {
  const { userId } = requireUser(actor);
  await limit("profile.update", userId);
  const changed = Object.entries(input).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  try {
    const user = await db.$transaction(async (tx) => {
      await check(tx, userId);
      const before = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { username: true, email: true } });
      const after = await tx.user.update({
        where: { id: userId },
        data: {
          ...(input.full_name === undefined ? {} : { name: input.full_name }),
          ...(input.username === undefined ? {} : { username: input.username }),
          ...(input.locale === undefined ? {} : { locale: input.locale }),
          ...(input.time_zone === undefined ? {} : { timeZone: input.time_zone }),
          ...(input.user_settings === undefined ? {} : { settings: input.user_settings }),
        },
      });
      await audit(tx, actor, { action: "profile.updated", target: { type: "user", id: userId }, details: { fields: changed } });
      if (after.username !== before.username) {
        await audit(tx, actor, { action: "username.changed", target: { type: "user", id: userId } });
        await tellOwner(tx, actor, "username_changed", { userId, to: before.email });
      }
      return after;
    });
    forgetCachedSessions(userId);
    return toProfileView(user);
  } catch (error) {
    if (isUniqueViolation(error)) throw conflict("This username is taken. Choose another.", "username");
    throw error;
  }
}

/** A row as its owner may see it; nothing of the password but that there is one. */
export function toProfileView(user: User): ProfileView {
  const settings = user.settings;
  return {
    ...viewOfPerson(user),
    is_active: user.isActive,
    has_password: user.passwordHash !== null,
    // Without a password it is when a former one was taken away.
    password_changed_at: user.passwordHash === null ? null : (user.passwordChangedAt?.toISOString() ?? null),
    user_settings: typeof settings === "object" && settings !== null && !Array.isArray(settings) ? onlyJson(settings) : {},
    created_at: user.createdAt.toISOString(),
    last_sign_in_at: user.lastSignInAt?.toISOString() ?? null,
  };
}

function onlyJson(settings: object): ProfileView["user_settings"] {
  return JSON.parse(JSON.stringify(settings));
}
