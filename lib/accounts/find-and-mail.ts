import { issueOneTimeToken } from "@/lib/accounts/one-time-tokens";
import { db } from "@/lib/db";
import type { Jobs } from "@/lib/queue/jobs";

/**
 * The half of "send me a mail" that depends on who exists, done where nobody can time it: issues a
 * verification to an account that still needs one, or a reset to one that may have it.
 */
export async function findAndMail({ email, purpose, ip, userAgent }: Jobs["accounts.find_and_mail"]): Promise<void> {
  const user = await db.user.findUnique({ where: { email }, select: { id: true, isActive: true, emailVerified: true } });
  if (!user?.isActive) return;
  if (purpose === "verify_email" && user.emailVerified) return;
  await db.$transaction(async (tx) => {
    if (purpose === "verify_email") {
      // The password of the registration that is waiting stays with the new mail.
      const waiting = await tx.oneTimeToken.findFirst({
        where: { userId: user.id, purpose, passwordHash: { not: null } },
        orderBy: { id: "desc" },
        select: { passwordHash: true },
      });
      await issueOneTimeToken(tx, {
        userId: user.id,
        purpose,
        email,
        ...(waiting?.passwordHash ? { passwordHash: waiting.passwordHash } : {}),
      });
      return;
    }
    await issueOneTimeToken(tx, { userId: user.id, purpose, email, origin: { ip, userAgent } });
  });
}
