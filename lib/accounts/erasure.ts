import { randomUUID } from "node:crypto";
import type { Actor, SystemActor } from "@/lib/access/actor";
import { audit, auditAll } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { log } from "@/lib/log";
import { eraseInbox } from "@/lib/mail/inbox";
import { closeInvitations } from "@/lib/organizations/invitation-ends";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/**
 * Takes away everything that is kept about a person but the audit rows, in the caller's transaction, which writes
 * the row that says so: what hangs on the account goes with it. Each organization that loses a member or an open invitation by it has a
 * row in its own trail. The caller calls `forgetCachedSessions(id)` after its commit.
 * docs/decisions/erasure.md says what stays, and why.
 * @throws AppError NOT_FOUND when somebody else has erased it meanwhile.
 */
export async function eraseAccount(tx: Tx, actor: Actor, account: { id: string; email: string }): Promise<void> {
  await eraseInbox(tx, account.email);
  await closeInvitations(tx, actor, { OR: [{ email: account.email }, { invitedById: account.id }] }, "account_erased");
  await tx.invitation.deleteMany({ where: { email: account.email } });
  await endMemberships(tx, actor, account.id);
  const { count } = await tx.user.deleteMany({ where: { id: account.id } });
  if (count === 0) throw notFound("There is no such account.");
}

async function endMemberships(tx: Tx, actor: Actor, userId: string): Promise<void> {
  // With the row held nobody makes them a member meanwhile, of whom no row would tell.
  const ended = await tx.$queryRaw<{ organization_id: string; role: string; unit_id: string | null }[]>`
    WITH account AS MATERIALIZED (SELECT id FROM users WHERE id = ${userId}::uuid FOR UPDATE)
    DELETE FROM memberships m USING account WHERE m.user_id = account.id RETURNING m.organization_id, m.role, m.unit_id`;
  if (ended.length === 0) return;
  await auditAll(
    tx,
    actor,
    ended.map(({ organization_id: scope, role, unit_id }) => ({
      action: "member.removed",
      scope,
      target: { type: "user", id: userId },
      details: { role, unit_id, reason: "account_erased" },
    })),
  );
}

/**
 * Erases up to `batch` accounts whose grace period has ended, each in a transaction of its own: a process that is
 * killed has erased some wholly and the others not at all, and the next run goes on. One that cannot be erased
 * is logged and holds up no other.
 * @returns how many went.
 */
export async function eraseDueAccounts(batch: number): Promise<number> {
  const due = await db.user.findMany({
    where: { eraseAfter: { lte: new Date() } },
    orderBy: { eraseAfter: "asc" },
    take: batch,
    select: { id: true },
  });
  let erased = 0;
  for (const { id } of due) {
    try {
      if (await eraseIfDue(id)) erased += 1;
    } catch (error) {
      log.error({ err: error, user_id: id }, "an account could not be erased and will be tried again");
    }
  }
  return erased;
}

/** False when its owner has signed in meanwhile, or somebody else holds or has erased it. */
async function eraseIfDue(id: string): Promise<boolean> {
  const actor: SystemActor = { kind: "system", name: "worker", context: { requestId: randomUUID(), ip: null, userAgent: null } };
  const erased = await db.$transaction(async (tx) => {
    const [account] = await tx.$queryRaw<{ id: string; email: string }[]>`
      SELECT id, email FROM users WHERE id = ${id}::uuid AND erase_after <= now() FOR UPDATE SKIP LOCKED`;
    if (!account) return false;
    await audit(tx, actor, { action: "account.erased", target: { type: "user", id } });
    await eraseAccount(tx, actor, account);
    return true;
  });
  if (erased) forgetCachedSessions(id);
  return erased;
}
