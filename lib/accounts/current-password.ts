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
}

/**
 * Makes the signed-in person prove that they know the account's password, and returns the account as it was
 * when they did. Guesses are limited by account and recorded.
 * @throws AppError VALIDATION_ERROR beside `current_password`, RATE_LIMITED; FORBIDDEN for whoever acts as them.
 */
export async function proveCurrentPassword(actor: UserActor, password: string): Promise<ProvenOwner> {
  assertInPerson(actor, "password.prove");
  const spent = await limit("password.prove", actor.userId);
  const user = await db.user.findUnique({
    where: { id: actor.userId },
    select: { id: true, email: true, username: true, name: true, passwordHash: true, isActive: true },
  });
  if (!user?.isActive) throw unauthenticated();
  const { ok } = await verifyPassword(password, user.passwordHash);
  if (ok) {
    await spent.refund();
    return user;
  }
  await audit(db, actor, { action: "password.change_failed", outcome: "failure", target: { type: "user", id: user.id } });
  throw invalidInput({ current_password: ["This is not your current password."] });
}
