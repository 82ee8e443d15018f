import type { UserActor } from "@/lib/access/actor";
import { type ProvenOwner, proveCurrentPassword } from "@/lib/accounts/current-password";
import { hasRecentSignIn } from "@/lib/accounts/recent-sign-in";
import { db } from "@/lib/db";
import { AppError, invalidInput, unauthenticated } from "@/lib/errors";

/**
 * Makes the signed-in person prove anew that the account is theirs: by its password, or where it has none by a sign-in
 * of the last ten minutes. Returns the account as it was then.
 * @throws AppError VALIDATION_ERROR beside `current_password`, STEP_UP_REQUIRED, RATE_LIMITED, UNAUTHENTICATED.
 */
export async function proveOwner(
  actor: UserActor,
  password: string | undefined,
): Promise<Pick<ProvenOwner, "id" | "email" | "passwordHash">> {
  if (password !== undefined) return proveCurrentPassword(actor, password);
  const owner = await db.user.findUnique({ where: { id: actor.userId }, select: { id: true, email: true, passwordHash: true } });
  if (!owner) throw unauthenticated();
  if (owner.passwordHash !== null) throw invalidInput({ current_password: ["Enter your password."] });
  if (!hasRecentSignIn(actor)) {
    throw new AppError("STEP_UP_REQUIRED", "Sign out and in again first, so that we know it is you.");
  }
  return owner;
}
