import { roleNameOf } from "@/lib/access/organization-access";
import { randomToken } from "@/lib/crypto";
import { db } from "@/lib/db";
import { deliver } from "@/lib/mail/deliver";
import { invitationMail } from "@/lib/mail/templates/organization-mails";
import { hashLinkToken, INVITATION_DAYS } from "@/lib/one-time-secret";
import type { JobHandler } from "@/lib/queue/handler";

const LIFE_MS = INVITATION_DAYS * 24 * 60 * 60 * 1000;

/** When an invitation ends whose mail or link is made now. */
export const invitationEnd = (): Date => new Date(Date.now() + LIFE_MS);

/**
 * Mints the link of an invitation, stores its hash and its end, and mails it. Sent again, only the newest mail works
 * (docs/decisions/secrets-minted-by-jobs.md). Nothing for one that was accepted or revoked, or whose organization is deleted.
 */
export const mailInvitation: JobHandler<"mail.invitation"> = async ({ invitationId }, job) => {
  const row = await db.invitation.findUnique({
    where: { id: invitationId },
    include: {
      organization: { select: { name: true, deletedAt: true } },
      customRole: { select: { name: true } },
      invitedBy: { select: { name: true } },
    },
  });
  if (!row?.isOpen || row.organization.deletedAt) return;
  const token = randomToken();
  const tokenHash = hashLinkToken(token);
  await deliver({
    job,
    to: row.email,
    edition: tokenHash.slice(0, 16),
    content: invitationMail({
      token,
      days: INVITATION_DAYS,
      organizationName: row.organization.name,
      roleName: roleNameOf(row.role, row.customRole?.name ?? null),
      inviterName: row.invitedBy?.name ?? null,
    }),
    record: async (tx) => {
      const { count } = await tx.invitation.updateMany({
        where: { id: row.id, isOpen: true },
        data: { tokenHash, sentAt: new Date(), expiresAt: invitationEnd() },
      });
      return count === 1;
    },
  });
};
