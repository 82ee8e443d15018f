import { randomToken } from "@/lib/crypto";
import { db } from "@/lib/db";
import { deliver } from "@/lib/mail/deliver";
import { deviceApprovalMail } from "@/lib/mail/templates/sign-in-mails";
import { hashLinkToken } from "@/lib/one-time-secret";
import { describePlace, placeOf } from "@/lib/place";
import type { JobHandler } from "@/lib/queue/handler";

/**
 * Mints the link that answers for one sign-in, and mails it with what is known of the device. An attempt after a failed one mints anew.
 * Does nothing where nobody waits any more.
 */
export const mailDeviceApproval: JobHandler<"mail.device_approval"> = async ({ preAuthId }, job) => {
  const row = await db.preAuthToken.findUnique({
    where: { id: preAuthId },
    select: {
      ip: true,
      userAgent: true,
      createdAt: true,
      approvedAt: true,
      expiresAt: true,
      user: { select: { email: true, name: true, isActive: true, locale: true, timeZone: true } },
    },
  });
  if (!row?.user.isActive || row.approvedAt || row.expiresAt <= new Date()) return;
  const token = randomToken();
  const approvalHash = hashLinkToken(token);
  await deliver({
    job,
    to: row.user.email,
    edition: approvalHash.slice(0, 16),
    content: deviceApprovalMail({
      token,
      name: row.user.name,
      minutes: Math.max(1, Math.round((row.expiresAt.getTime() - Date.now()) / 60_000)),
      occurredAt: row.createdAt,
      origin: row,
      place: describePlace(await placeOf(row.ip)),
      reader: row.user,
    }),
    record: async (tx) => {
      const where = { id: preAuthId, approvedAt: null, expiresAt: { gt: new Date() } };
      return (await tx.preAuthToken.updateMany({ where, data: { approvalHash } })).count === 1;
    },
  });
};
