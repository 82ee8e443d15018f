import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { assertAnotherAdministrator } from "@/lib/accounts/last-administrator";
import type { deactivateAccountContract } from "@/lib/accounts/profile.schema";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { invalidInput } from "@/lib/errors";
import { assertOwnsNothingAlone } from "@/lib/organizations/last-owner";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/**
 * Deactivates one's own account: signed out everywhere at once, and no way in until an administrator
 * activates it again. Nothing is deleted.
 * @throws AppError VALIDATION_ERROR for a wrong password or a confirmation that is not one's address; STEP_UP_REQUIRED; CONFLICT for the last
 * administrator, and for the only owner of organizations, which it names.
 */
export async function deactivateOwnAccount(
  actor: Actor,
  input: z.output<typeof deactivateAccountContract.input>,
): Promise<z.input<typeof deactivateAccountContract.output>> {
  const user = requireInPerson(actor, "account.deactivate");
  const owner = await proveOwner(user, input.current_password);
  if (input.confirmation !== owner.email) throw invalidInput({ confirmation: ["Type your e-mail address exactly."] });
  await db.$transaction(async (tx) => {
    // Whoever deletes an account takes the two locks in this order.
    await assertAnotherAdministrator(tx, owner.id);
    await assertOwnsNothingAlone(tx, owner.id);
    await deactivate(tx, actor, owner.id);
    await tellOwner(tx, actor, "account_deactivated", { userId: owner.id, to: owner.email });
  });
  forgetCachedSessions(owner.id);
  return { status: "deactivated" };
}

/**
 * Shuts an account out in the caller's transaction: no session outlives it. The caller has authorised it and
 * calls `forgetCachedSessions(userId)` after its commit. True when it was active before.
 */
export async function deactivate(tx: Tx, actor: Actor, userId: string): Promise<boolean> {
  await assertAnotherAdministrator(tx, userId);
  const { count } = await tx.user.updateMany({
    where: { id: userId, isActive: true },
    data: { isActive: false, deactivatedAt: new Date() },
  });
  if (count === 0) return false;
  const ended = await endSessions(tx, userId);
  await tx.oneTimeToken.updateMany({ where: { userId, consumedAt: null }, data: { consumedAt: new Date() } });
  await audit(tx, actor, { action: "account.deactivated", target: { type: "user", id: userId }, details: { sessions_ended: ended } });
  return true;
}
