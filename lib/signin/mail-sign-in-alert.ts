import { randomToken } from "@/lib/crypto";
import { db } from "@/lib/db";
import { deliver } from "@/lib/mail/deliver";
import { signInAlertMail } from "@/lib/mail/templates/sign-in-mails";
import { hashLinkToken } from "@/lib/one-time-secret";
import { describePlace, placeOf } from "@/lib/place";
import type { JobHandler } from "@/lib/queue/handler";

/** Mints the link of "this wasn't me" and mails it with what is known of the sign-in. An attempt after a failed one mints anew. */
export const mailSignInAlert: JobHandler<"mail.sign_in_alert"> = async ({ alertId }, job) => {
  const row = await db.signInAlert.findUnique({
    where: { id: alertId },
    include: { user: { select: { email: true, name: true, isActive: true, locale: true, timeZone: true } } },
  });
  if (!row?.user.isActive || row.disownedAt) return;
  const token = randomToken();
  const tokenHash = hashLinkToken(token);
  await deliver({
    job,
    to: row.email ?? row.user.email,
    edition: tokenHash.slice(0, 16),
    content: signInAlertMail({
      token,
      name: row.user.name,
      reasons: row.reasons,
      occurredAt: row.occurredAt,
      origin: row,
      place: describePlace(await placeOf(row.ip)),
      reader: row.user,
    }),
    record: async (tx) => (await tx.signInAlert.updateMany({ where: { id: alertId, disownedAt: null }, data: { tokenHash } })).count === 1,
  });
};
