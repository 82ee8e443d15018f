import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { lockAdministrators } from "@/lib/accounts/last-administrator";
import { assertGoodPassword } from "@/lib/accounts/password-choice";
import type { setupContract } from "@/lib/accounts/registration.schema";
import { removeUnprovenWaysIn } from "@/lib/accounts/unproven-ways-in";
import { audit } from "@/lib/audit/audit";
import { randomToken, sha256 } from "@/lib/crypto";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { hashPassword } from "@/lib/passwords/hash";

const KEY_PREFIX = "setup_token:";

const deadLink = () => new AppError("TOKEN_EXPIRED", "This set-up link is no longer good. Start Portico again to get a new one.");

/** Whether there is an administrator yet; until there is, `npm start` prints a set-up link. */
export async function hasAdministrator(): Promise<boolean> {
  return (await db.user.count({ where: { role: "admin" }, take: 1 })) > 0;
}

/**
 * A new set-up link, or null when an administrator exists. Each start makes one of its own, so that two
 * instances starting at once do not spoil each other's; the first that is used ends them all.
 */
export async function prepareSetup(): Promise<string | null> {
  if (await hasAdministrator()) return null;
  const token = randomToken();
  await db.installation.create({ data: { key: KEY_PREFIX + sha256(token), value: {} } });
  return `${env.APP_URL}/setup?token=${token}`;
}

/** Whether this set-up token is still good. Looking takes nothing. */
export async function isSetupTokenGood(token: string): Promise<boolean> {
  if (await hasAdministrator()) return false;
  return (await db.installation.count({ where: { key: KEY_PREFIX + sha256(token) } })) > 0;
}

/**
 * Makes the first administrator, with a verified address: whoever can read the server's terminal needs no
 * mail to prove it. Works once for the whole platform.
 * @throws AppError TOKEN_EXPIRED, VALIDATION_ERROR.
 */
export async function completeSetup(
  actor: Actor,
  input: z.output<typeof setupContract.input>,
): Promise<z.input<typeof setupContract.output>> {
  await limit("setup.ip", actor.context.ip ?? "unknown");
  if (!(await isSetupTokenGood(input.token))) throw deadLink();
  const passwordPresets = await assertGoodPassword("password", input.password, { email: input.email, name: input.full_name });
  const passwordHash = await hashPassword(input.password);
  await db.$transaction(async (tx) => {
    await lockAdministrators(tx);
    if ((await tx.user.count({ where: { role: "admin" }, take: 1 })) > 0) throw deadLink();
    const { count } = await tx.installation.deleteMany({ where: { key: KEY_PREFIX + sha256(input.token) } });
    if (count === 0) throw deadLink();
    await tx.installation.deleteMany({ where: { key: { startsWith: KEY_PREFIX } } });
    const proven = {
      role: "admin",
      emailVerified: new Date(),
      isActive: true,
      eraseAfter: null,
      passwordHash,
      passwordPresets,
      passwordChangedAt: new Date(),
    } as const;
    const former = await tx.user.findUnique({ where: { email: input.email }, select: { id: true, emailVerified: true } });
    if (former?.emailVerified === null) await removeUnprovenWaysIn(tx, former.id);
    const { id } = await tx.user.upsert({
      where: { email: input.email },
      create: { email: input.email, name: input.full_name ?? null, ...proven },
      update: { ...(input.full_name ? { name: input.full_name } : {}), ...proven },
      select: { id: true },
    });
    // Somebody may have registered this address before the set-up; nothing of theirs stays open.
    await tx.session.deleteMany({ where: { userId: id } });
    await audit(tx, actor, { action: "setup.completed", target: { type: "user", id } });
  });
  return { email: input.email };
}
