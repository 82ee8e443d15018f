import { env } from "@/lib/env";
import { inboxTransport } from "@/lib/mail/inbox";
import { resendTransport } from "@/lib/mail/resend-transport";
import { smtpTransport } from "@/lib/mail/smtp-transport";
import { type MailMessage, MailRefused, type MailTransport } from "@/lib/mail/transport";
import { processSingleton } from "@/lib/process-singleton";

const nowhere: MailTransport = {
  async send() {
    await this.check();
  },
  async check() {
    throw new Error("No mail service is set: set RESEND_API_KEY or SMTP_URL. Mail waits in the queue until then.");
  },
  close() {},
};

function choose(): MailTransport {
  switch (env.mailTransport) {
    case "resend":
      return resendTransport({ apiKey: env.RESEND_API_KEY ?? "", from: env.EMAIL_FROM });
    case "smtp":
      return smtpTransport({ url: env.SMTP_URL ?? "", from: env.EMAIL_FROM, domain: new URL(env.APP_URL).hostname });
    case "inbox":
      return inboxTransport;
    case "none":
      return nowhere;
  }
}

/** The one transport of this process, made when the first mail leaves. */
const holder = processSingleton("mail-transport", (): { transport?: MailTransport } => ({}));

/** The transport that the environment chose (`env.mailTransport`). */
function mailTransport(): MailTransport {
  holder.transport ??= choose();
  return holder.transport;
}

/** Ends kept connections; the next mail opens new ones. */
export function closeMail(): void {
  holder.transport?.close();
  holder.transport = undefined;
}

/** What became of the last mail that this process handed over; `down` asks for patience with the others. */
const outcome = processSingleton("mail-outcome", (): { down: boolean } => ({ down: false }));

/** Whether the last mail could not leave, for a reason that may pass. */
export function isMailDown(): boolean {
  return outcome.down;
}

/** Hands one mail to the transport and remembers how that went. @throws what the transport throws. */
export async function sendMail(message: MailMessage): Promise<void> {
  try {
    await mailTransport().send(message);
    outcome.down = false;
  } catch (error) {
    outcome.down = !(error instanceof MailRefused);
    throw error;
  }
}

/** Whether mail can leave, for `doctor` and the health checks; never throws. */
export async function mailStatus(): Promise<{ ok: boolean; transport: typeof env.mailTransport; detail: string }> {
  const transport = env.mailTransport;
  try {
    await mailTransport().check();
    return { ok: true, transport, detail: "Mail can leave." };
  } catch (error) {
    return { ok: false, transport, detail: error instanceof Error ? error.message : "Mail cannot leave." };
  }
}
