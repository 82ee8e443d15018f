import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { keepInInbox } from "@/lib/mail/inbox";
import { sendMail } from "@/lib/mail/mailer";
import type { MailContent } from "@/lib/mail/templates/content";
import { renderMail } from "@/lib/mail/templates/render";
import type { MailMessage } from "@/lib/mail/transport";

export interface Delivery {
  job: { id: string; queuedAt: Date };
  to: string;
  content: MailContent;
  /** See `MailMessage.edition`. */
  edition?: string;
  /**
   * Writes down what the mail promises (the hashes of its link and code) before it leaves.
   * false: nothing is to be sent any more.
   */
  record?: (tx: Tx) => Promise<boolean>;
}

/**
 * Writes the mail, records what it promises and hands it over. With the built-in inbox the record and the mail
 * commit together; with a mail service the record comes first, so that no link can arrive before it works, and
 * the network is used outside of any transaction.
 * @throws MailRefused when the recipient's server will never take it; any other error means: try again later.
 */
export async function deliver({ job, to, content, edition = "", record = async () => true }: Delivery): Promise<void> {
  const message: MailMessage = { jobId: job.id, queuedAt: job.queuedAt, edition, to, ...(await renderMail(content)) };
  if (env.mailTransport === "inbox") {
    await keepTogether(message, record);
    return;
  }
  if (await record(db)) await sendMail(message);
}

/** Thrown to undo a transaction whose mail was kept by a former attempt: that mail's own links must go on working. */
class AlreadyKept extends Error {}

async function keepTogether(message: MailMessage, record: (tx: Tx) => Promise<boolean>): Promise<void> {
  try {
    await db.$transaction(async (tx) => {
      if (!(await record(tx))) return;
      if (!(await keepInInbox(tx, message))) throw new AlreadyKept();
    });
  } catch (error) {
    if (!(error instanceof AlreadyKept)) throw error;
  }
}
