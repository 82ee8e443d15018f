import type { Actor } from "@/lib/access/actor";
import { auditAll } from "@/lib/audit/audit";
import { db, type Prisma, type Tx } from "@/lib/db";

/** Why invitations ended that nobody has revoked by name. */
export type EndReason = "expired" | "member_added" | "member_removed" | "member_left" | "account_erased";

/**
 * Closes those of some invitations that are open, each with its row, in the caller's transaction: what they offer is offered no more. Call it
 * before memberships and accounts are written, as whoever accepts takes them in this order.
 */
export async function closeInvitations(tx: Tx, actor: Actor, where: Prisma.InvitationWhereInput, reason: EndReason): Promise<void> {
  const closed = await tx.invitation.updateManyAndReturn({
    where: { ...where, isOpen: true },
    data: { isOpen: null, revokedAt: new Date() },
    select: { id: true, organizationId: true },
  });
  if (closed.length === 0) return;
  await auditAll(
    tx,
    actor,
    closed.map(({ id, organizationId }) => ({
      action: "invitation.revoked",
      scope: organizationId,
      target: { type: "invitation", id },
      details: { reason },
    })),
  );
}

/** How long an invitation is kept after the day on which its link ends, so that who was invited can still be seen. */
const KEPT_DAYS = 30;

/** Deletes up to `batch` invitations whose links ended more than thirty days ago, whatever became of them. @returns how many went. */
export async function deleteEndedInvitations(batch: number): Promise<number> {
  const before = new Date(Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000);
  return db.$executeRaw`
    DELETE FROM invitations WHERE id IN (
      SELECT id FROM invitations WHERE expires_at < ${before} ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}
