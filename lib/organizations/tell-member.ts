import { db, type Tx } from "@/lib/db";
import { deliver } from "@/lib/mail/deliver";
import { membershipMail } from "@/lib/mail/templates/organization-mails";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobHandler } from "@/lib/queue/handler";
import type { MembershipNotice } from "@/lib/queue/jobs";

/** Queues a mail about somebody's membership in the caller's transaction, to the address as it is at this moment. */
export async function tellMember(
  tx: Tx,
  notice: MembershipNotice,
  member: { userId: string; to: string; organizationName: string },
): Promise<void> {
  await enqueue(tx, "mail.membership_notice", { ...member, notice });
}

/** Sends it; nothing to an account that is gone by now. */
export const mailMembershipNotice: JobHandler<"mail.membership_notice"> = async ({ userId, to, notice, organizationName }, job) => {
  const user = await db.user.findUnique({ where: { id: userId }, select: { name: true, isActive: true } });
  if (!user?.isActive) return;
  await deliver({ job, to, content: membershipMail({ notice, organizationName, name: user.name }) });
};
