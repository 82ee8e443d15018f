import { forgetCodeGuesses } from "@/lib/accounts/one-time-tokens";
import { randomCode, randomToken } from "@/lib/crypto";
import { db } from "@/lib/db";
import type { OneTimePurpose } from "@/lib/generated/prisma/enums";
import { deliver } from "@/lib/mail/deliver";
import type { MailContent } from "@/lib/mail/templates/content";
import {
  alreadyRegisteredMail,
  changeOfAddressMail,
  type ProofMail,
  resetMail,
  verificationMail,
} from "@/lib/mail/templates/one-time-mails";
import { hashCode, hashLinkToken, ONE_TIME_MINUTES } from "@/lib/one-time-secret";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobHandler } from "@/lib/queue/handler";

interface Proof extends ProofMail {
  code: string;
  name: string | null;
}

/** Each purpose's mail, and whether it carries a code beside its link: resetting a password takes the link alone. */
const PURPOSES: Record<OneTimePurpose, { hasCode: boolean; write: (proof: Proof) => MailContent }> = {
  verify_email: { hasCode: true, write: verificationMail },
  change_email: { hasCode: true, write: changeOfAddressMail },
  reset_password: { hasCode: false, write: resetMail },
};

/**
 * Mints the secrets of one `OneTimeToken`, stores their hashes and its expiry, and mails them. An attempt after
 * a failed one mints anew, so that nothing secret is ever kept for later; the link of the failed attempt, should
 * it have arrived all the same, is replaced by the one that follows it.
 * An address that belongs to somebody already gets word of the second registration instead, and nothing is minted.
 * Does nothing for a token that is gone or was taken, or whose owner is deactivated or has another address by now.
 */
export const mailOneTimeToken: JobHandler<"mail.one_time_token"> = async (payload, job) => {
  const row = await db.oneTimeToken.findUnique({
    where: { id: payload.oneTimeTokenId },
    include: { user: { select: { email: true, emailVerified: true, isActive: true, name: true } } },
  });
  if (!row || row.consumedAt || !row.user.isActive) return;
  if (row.purpose !== "change_email" && row.email !== row.user.email) return;

  if (row.purpose === "verify_email" && row.user.emailVerified) {
    await deliver({ job, to: row.email, content: alreadyRegisteredMail(row.user) });
    return;
  }

  if (row.purpose === "change_email") {
    const holder = await db.user.findUnique({ where: { email: row.email }, select: { id: true } });
    if (holder && holder.id !== row.userId) {
      // Whoever asked for this address is told nothing; its owner is told that somebody tried.
      await enqueue(db, "mail.already_registered", { userId: holder.id });
      return;
    }
  }

  const { hasCode, write } = PURPOSES[row.purpose];
  const token = randomToken();
  const code = randomCode();
  const tokenHash = hashLinkToken(token);
  const minutes = ONE_TIME_MINUTES[row.purpose];
  await deliver({
    job,
    to: row.email,
    // The hash names this edition without telling anything: it is in the database anyway.
    edition: tokenHash.slice(0, 16),
    content: write({
      token,
      code,
      minutes,
      name: row.user.emailVerified ? row.user.name : null,
      origin: { ip: payload.ip ?? null, userAgent: payload.userAgent ?? null },
    }),
    record: async (tx) => {
      const { count } = await tx.oneTimeToken.updateMany({
        where: { id: row.id, consumedAt: null },
        data: {
          tokenHash,
          codeHash: hasCode ? hashCode(row.id, code) : null,
          expiresAt: new Date(Date.now() + minutes * 60_000),
        },
      });
      await forgetCodeGuesses(tx, row.id);
      return count === 1;
    },
  });
};
