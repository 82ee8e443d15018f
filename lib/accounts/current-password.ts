import type { UserActor } from "@/lib/access/actor";
import { assertInPerson } from "@/lib/access/in-person";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { invalidInput, unauthenticated } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { verifyPassword } from "@/lib/passwords/hash";

export interface ProvenOwner {
  id: string;
  email: string;
  username: string | null;
  name: string | null;
  passwordHash: string | null;
  /** Whether the account owes a second factor. */
  secondFactor: boolean;
}

/** What of an account whoever proves that it is theirs is given. */
export const OWNER_COLUMNS = { id: true, email: true, username: true, name: true, passwordHash: true, secondFactor: true } as const;

/**
 * Makes the signed-in person prove that they know the account's password, and returns the account as it was
 * when they did. Guesses are limited by account, so that other sessions and new sign-ins buy none, and recorded. The budget is
 * not that of signing in, which strangers can use up: they must not keep the owner from acting.
 * @param field beside which a wrong one is told.
 * @throws AppError VALIDATION_ERROR, RATE_LIMITED; FORBIDDEN for whoever acts as them.
 */
export async function proveCurrentPassword(
  actor: UserActor,
  password: string,
  field: "current_password" | "password" = "current_password",
): Promise<ProvenOwner> {
  assertInPerson(actor, "password.prove");
  const spent = await limit("password.prove", actor.userId);
  const user = await db.user.findUnique({
    where: { id: actor.userId },
    select: { ...OWNER_COLUMNS, isActive: true },
  });
  if (!user?.isActive) throw unauthenticated();
  const { ok } = await verifyPassword(password, user.passwordHash, "known");
  if (ok) {
    await spent.refund();
    return user;
  }
  await audit(db, actor, { action: "password.change_failed", outcome: "failure", target: { type: "user", id: user.id } });
  throw invalidInput({ [field]: ["This is not your current password."] });
}
