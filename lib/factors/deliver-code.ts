import { randomCode } from "@/lib/crypto";
import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { destinationOf } from "@/lib/factors/destination";
import { hashSentCode, SENT_CODE_SECONDS } from "@/lib/factors/sent-codes";
import { deliver } from "@/lib/mail/deliver";
import { factorCodeMail } from "@/lib/mail/templates/factor-code-mail";
import { textMessageMail } from "@/lib/mail/templates/text-message";
import type { JobHandler } from "@/lib/queue/handler";
import { sendText } from "@/lib/sms/sender";
import { codeText } from "@/lib/sms/texts";

const MINUTES = SENT_CODE_SECONDS / 60;

/** A code that is still wanted, with all that its message needs; null when it was replaced, is too old, or its owner is shut out. */
async function wanted(sentCodeId: string) {
  const row = await db.sentCode.findUnique({
    where: { id: sentCodeId },
    include: { factor: { include: { user: { select: { email: true, name: true, isActive: true } } } } },
  });
  if (!row || row.expiresAt <= new Date() || !row.factor.user.isActive) return null;
  const code = randomCode();
  const codeHash = hashSentCode(row.id, row.preAuthHash, code);
  const { factor } = row;
  return {
    code,
    to: destinationOf(factor, factor.user.email),
    name: factor.user.name,
    isSetUp: row.preAuthHash === null,
    /** Names this message without telling anything: it is in the database anyway. */
    edition: codeHash.slice(0, 16),
    record: async (tx: Tx): Promise<boolean> => {
      const { count } = await tx.sentCode.updateMany({
        where: { id: row.id, expiresAt: { gt: new Date() } },
        data: { codeHash, tries: 0 },
      });
      return count === 1;
    },
  };
}

/** Makes a code and mails it. An attempt after a failed one makes another, so that nothing secret is kept for later. */
export const mailFactorCode: JobHandler<"mail.factor_code"> = async ({ sentCodeId, ip, userAgent }, job) => {
  const message = await wanted(sentCodeId);
  if (!message) return;
  const { code, to, name, edition, record, isSetUp } = message;
  await deliver({
    job,
    to,
    edition,
    record,
    content: factorCodeMail({ code, minutes: MINUTES, name, isSetUp, origin: { ip, userAgent } }),
  });
};

/** The same by a text message; where the built-in inbox takes the mail, it takes this too. */
export const textFactorCode: JobHandler<"sms.factor_code"> = async ({ sentCodeId }, job) => {
  const message = await wanted(sentCodeId);
  if (!message) return;
  const { code, to, edition, record } = message;
  const text = codeText(code, MINUTES);
  if (env.smsTransport === "inbox") {
    await deliver({ job, to, edition, record, content: textMessageMail(text, code) });
    return;
  }
  if (await record(db)) await sendText({ jobId: job.id, queuedAt: job.queuedAt, edition, to, text });
};
