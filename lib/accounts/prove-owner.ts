import type { UserActor } from "@/lib/access/actor";
import { isFreshlyProven, requireFreshProof } from "@/lib/access/fresh-proof";
import { OWNER_COLUMNS, type ProvenOwner, proveCurrentPassword } from "@/lib/accounts/current-password";
import { db } from "@/lib/db";
import { unauthenticated } from "@/lib/errors";
import { notePassword, raiseProof } from "@/lib/sessions/raise-proof";

/**
 * Lets pass whoever proved lately that the account is theirs, or does so now by the password that came with the request; where
 * the account owes a second factor, that is the first half of it. Returns the account as it was then.
 * @throws AppError VALIDATION_ERROR beside `current_password`, STEP_UP_REQUIRED, RATE_LIMITED, UNAUTHENTICATED.
 */
export async function proveOwner(actor: UserActor, password: string | undefined): Promise<ProvenOwner> {
  if (password === undefined) {
    await requireFreshProof(actor);
    const owner = await db.user.findUnique({ where: { id: actor.userId }, select: OWNER_COLUMNS });
    if (!owner) throw unauthenticated();
    return owner;
  }
  const owner = await proveCurrentPassword(actor, password);
  if (!owner.secondFactor) {
    if (!(await raiseProof(db, actor, ["pwd"]))) throw unauthenticated();
    return owner;
  }
  if (!isFreshlyProven(actor)) await notePassword(actor);
  await requireFreshProof(actor);
  return owner;
}
