import { randomUUID } from "node:crypto";
import type { SystemActor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { log } from "@/lib/log";
import { eraseInbox } from "@/lib/mail/inbox";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/**
 * Takes away everything that is kept about a person but the audit rows, in the caller's transaction, which writes
 * the row that says so: what hangs on the account goes with it. The caller calls `forgetCachedSessions(id)` after its commit.
 * docs/decisions/erasure.md says what stays, and why.
 * @throws AppError NOT_FOUND when somebody else has erased it meanwhile.
 */
export async function eraseAccount(tx: Tx, account: { id: string; email: string }): Promise<void> {
  await eraseInbox(tx, account.email);
  await tx.invitation.deleteMany({ where: { email: account.email } });
  const { count } = await tx.user.deleteMany({ where: { id: account.id } });
  if (count === 0) throw notFound("There is no such account.");
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
    await eraseAccount(tx, account);
    return true;
  });
  if (erased) forgetCachedSessions(id);
  return erased;
}
