import { db } from "@/lib/db";
import { deliver } from "@/lib/mail/deliver";
import { alreadyRegisteredMail } from "@/lib/mail/templates/one-time-mails";
import { securityNoticeMail } from "@/lib/mail/templates/security-notices";
import type { JobHandler } from "@/lib/queue/handler";

/** Tells the owner of an address that somebody tried to have it for an account of their own; nothing for an account that is gone or deactivated. */
export const mailAlreadyRegistered: JobHandler<"mail.already_registered"> = async ({ userId }, job) => {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: { email: true, name: true, emailVerified: true, isActive: true },
  });
  if (!user?.isActive) return;
  await deliver({ job, to: user.email, content: alreadyRegisteredMail({ name: user.emailVerified ? user.name : null }) });
};

/** Sends a security notice to the address as it was then, in the owner's own time; also when the account is gone by now. */
export const mailSecurityNotice: JobHandler<"mail.security_notice"> = async (payload, job) => {
  const user = await db.user.findUnique({ where: { id: payload.userId }, select: { name: true, locale: true, timeZone: true } });
  await deliver({
    job,
    to: payload.to,
    content: securityNoticeMail({
      notice: payload.notice,
      name: user?.name ?? null,
      occurredAt: new Date(payload.occurredAt),
      dueAt: payload.dueAt ? new Date(payload.dueAt) : null,
      origin: payload,
      reader: user ?? { locale: "en", timeZone: "UTC" },
    }),
  });
};
