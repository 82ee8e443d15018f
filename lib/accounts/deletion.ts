import type { z } from "zod";
import type { Actor, CallContext, UserActor } from "@/lib/access/actor";
import { requireInPerson, requireUser } from "@/lib/access/authorize";
import { assertAnotherAdministrator } from "@/lib/accounts/last-administrator";
import type { deleteAccountContract } from "@/lib/accounts/privacy.schema";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { invalidInput, unauthenticated } from "@/lib/errors";
import { assertOwnsNothingAlone } from "@/lib/organizations/last-owner";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long an account that is to be deleted waits, in milliseconds. */
const GRACE_MS = 30 * DAY_MS;

/** How long a person is told that signing in kept their account, in milliseconds. */
const TOLD_MS = DAY_MS;

type Input = z.output<typeof deleteAccountContract.input>;
type Output = z.input<typeof deleteAccountContract.output>;

/**
 * Lets one's own account be erased in thirty days: signed out everywhere at once, told by mail, and kept by
 * whoever signs in before then. Asked for many times at once it is scheduled, and told, once.
 * @throws AppError VALIDATION_ERROR for a wrong password or confirmation; STEP_UP_REQUIRED; CONFLICT for the last administrator, and for the only owner of organizations, which
 * it names; RATE_LIMITED.
 */
export async function deleteOwnAccount(actor: Actor, input: Input): Promise<Output> {
  const user = requireInPerson(actor, "account.delete");
  const owner = await proveOwner(user, input.current_password);
  if (input.confirmation !== undefined && input.confirmation !== owner.email) {
    throw invalidInput({ confirmation: ["Type your e-mail address exactly."] });
  }
  const eraseAfter = await db.$transaction(async (tx) => {
    await assertAnotherAdministrator(tx, owner.id);
    await assertOwnsNothingAlone(tx, owner.id);
    return schedule(tx, user, owner);
  });
  forgetCachedSessions(owner.id);
  return { status: "deletion_scheduled", erase_after: eraseAfter.toISOString() };
}

/** The row's lock orders this with sign-ins: a session opened before is ended here, one opened after cancels. */
async function schedule(tx: Tx, actor: UserActor, owner: { id: string; email: string; passwordHash: string | null }): Promise<Date> {
  const eraseAfter = new Date(Date.now() + GRACE_MS);
  const { count } = await tx.user.updateMany({
    where: { id: owner.id, eraseAfter: null, passwordHash: owner.passwordHash },
    data: { eraseAfter, deletionCancelledAt: null },
  });
  if (count === 0) {
    const scheduled = await tx.user.findUnique({ where: { id: owner.id }, select: { eraseAfter: true } });
    // Gone, or the password was changed since it was proven: the sessions have ended too.
    if (!scheduled?.eraseAfter) throw unauthenticated();
    return scheduled.eraseAfter;
  }
  const ended = await endSessions(tx, owner.id);
  await tx.oneTimeToken.updateMany({ where: { userId: owner.id, consumedAt: null }, data: { consumedAt: new Date() } });
  await audit(tx, actor, {
    action: "account.deletion_scheduled",
    target: { type: "user", id: owner.id },
    details: { erase_after: eraseAfter.toISOString(), sessions_ended: ended },
  });
  await tellOwner(tx, actor, "account_deletion_scheduled", { userId: owner.id, to: owner.email, dueAt: eraseAfter });
  return eraseAfter;
}

/**
 * Keeps an account that waits to be erased, because its owner signed in; nothing for any other account. In the
 * transaction of the sign-in, so that the account stays exactly when they got in.
 */
export async function cancelDeletion(tx: Tx, actor: Actor, owner: { id: string; email: string }): Promise<void> {
  const { count } = await tx.user.updateMany({
    where: { id: owner.id, isActive: true, eraseAfter: { not: null } },
    data: { eraseAfter: null, deletionCancelledAt: new Date() },
  });
  if (count === 0) return;
  await audit(tx, actor, { action: "account.deletion_cancelled", target: { type: "user", id: owner.id } });
  await tellOwner(tx, actor, "account_deletion_cancelled", { userId: owner.id, to: owner.email });
}

/** `cancelDeletion` for a sign-in with another provider, which has opened its session already. */
export async function cancelDeletionAfterSignIn(context: CallContext, userId: string): Promise<void> {
  const waiting = await db.user.findFirst({ where: { id: userId, eraseAfter: { not: null } }, select: { id: true, email: true } });
  if (waiting) await db.$transaction((tx) => cancelDeletion(tx, { kind: "anonymous", context }, waiting));
}

/** When signing in kept the actor's account, if that was within a day; else null. */
export async function deletionCancelledLately(actor: Actor): Promise<Date | null> {
  const { userId } = requireUser(actor);
  const user = await db.user.findUnique({ where: { id: userId }, select: { deletionCancelledAt: true } });
  const at = user?.deletionCancelledAt ?? null;
  return at && Date.now() - at.getTime() < TOLD_MS ? at : null;
}
