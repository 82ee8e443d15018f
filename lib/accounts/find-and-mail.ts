import { issueOneTimeToken } from "@/lib/accounts/one-time-tokens";
import { db } from "@/lib/db";
import type { Jobs } from "@/lib/queue/jobs";

/**
 * The half of "send me a mail" that depends on who exists, done where nobody can time it: issues a verification to
 * an account that still needs one, or a reset to one that may have it.
 *
 * A new verification carries the password of the registration that waits for it, or whose browser makes its passkey. When several wait, or none is
 * left beside a password, nobody here can tell whether a password is the owner's, so none is carried: the mail is a reset, which proves the address
 * as well and lets its owner choose (docs/decisions/email-verification-adopts-password.md).
 */
export async function findAndMail({ email, purpose, ip, userAgent }: Jobs["accounts.find_and_mail"]): Promise<void> {
  const user = await db.user.findUnique({
    where: { email },
    select: { id: true, isActive: true, emailVerified: true, passwordHash: true },
  });
  if (!user?.isActive) return;
  const token = { userId: user.id, email, origin: { ip, userAgent } };
  if (purpose === "reset_password") {
    await db.$transaction((tx) => issueOneTimeToken(tx, { ...token, purpose }));
    return;
  }
  if (user.emailVerified) return;
  await db.$transaction(async (tx) => {
    const registrations = await tx.oneTimeToken.findMany({
      where: { userId: user.id, purpose, OR: [{ passwordHash: { not: null } }, { setUpHash: { not: null } }] },
      distinct: ["passwordHash", "setUpHash"],
      take: 2,
      select: { passwordHash: true, passwordPresets: true, setUpHash: true },
    });
    const [registration, another] = registrations;
    if (another || (!registration && user.passwordHash !== null)) await issueOneTimeToken(tx, { ...token, purpose: "reset_password" });
    else
      await issueOneTimeToken(tx, {
        ...token,
        purpose,
        ...(registration?.passwordHash ? { passwordHash: registration.passwordHash, passwordPresets: registration.passwordPresets } : {}),
        ...(registration?.setUpHash ? { setUpHash: registration.setUpHash } : {}),
      });
  });
}
