import { createTransport, type SMTPPoolOptions } from "nodemailer";
import { type MailMessage, MailRefused, type MailTransport, mailKey } from "@/lib/mail/transport";

export interface SmtpSettings {
  /** `smtp://` (STARTTLS) or `smtps://` (TLS from the start), with user and password when the server wants them. */
  url: string;
  from: string;
  /** Right-hand side of our Message-ID (RFC 5322 §3.6.4). */
  domain: string;
}

/** A server that lets us talk but never finishes is given up after this many milliseconds. */
const WHOLE_DELIVERY_MS = 60_000;

/**
 * Mail over SMTP with a small pool of kept connections. A password is sent over TLS only, unless the URL says
 * `?requireTLS=false` or the server is on this machine. The queue is the only one that retries.
 */
export function smtpTransport(settings: SmtpSettings): MailTransport {
  const transporter = createTransport({ ...connection(settings.url), pool: true });
  return {
    async send(message) {
      try {
        await transporter.sendMail({
          from: settings.from,
          to: { name: "", address: message.to },
          ...(message.replyTo ? { replyTo: { name: "", address: message.replyTo } } : {}),
          subject: message.subject,
          text: message.text,
          html: message.html,
          messageId: `<${mailKey(message)}@${settings.domain}>`,
          headers: AUTOMATIC,
          disableFileAccess: true,
          disableUrlAccess: true,
          signal: AbortSignal.timeout(WHOLE_DELIVERY_MS),
        });
      } catch (error) {
        throw refusal(error, message) ?? error;
      }
    },
    async check() {
      await transporter.verify();
    },
    close() {
      transporter.close();
    },
  };
}

/** Answering machines must not answer this (RFC 3834 §5). */
export const AUTOMATIC = { "Auto-Submitted": "auto-generated" };

function connection(address: string): SMTPPoolOptions {
  const url = new URL(address);
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const mustEncrypt = url.protocol === "smtp:" && url.username !== "" && !isHere && !url.searchParams.has("requireTLS");
  return {
    url: address,
    maxConnections: 3,
    maxRequeues: 0,
    dnsTimeout: 5_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    ...(mustEncrypt ? { requireTLS: true } : {}),
  };
}

/**
 * A refusal of this one recipient for good: a 5yz reply to the envelope whose enhanced status is about the
 * address (RFC 3463 §3.2 `5.1.x`, §3.3 `5.2.1`), or that has no such status. A refused login, sender or relay
 * is our own misconfiguration, which an operator can mend while the mail waits.
 */
function refusal(error: unknown, message: MailMessage): MailRefused | undefined {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "EENVELOPE") return undefined;
  const reply = "response" in error && typeof error.response === "string" ? error.response : "";
  const [, code, status] = /^(\d{3})[ -]?(\d\.\d{1,3}\.\d{1,3})?/.exec(reply) ?? [];
  const aboutTheAddress = status ? /^5\.(1\.|2\.1$)/.test(status) : code === "550" || code === "551" || code === "553";
  const isRecipient = "command" in error && error.command === "RCPT TO";
  if (!aboutTheAddress || !isRecipient) return undefined;
  return new MailRefused(`The mail server refused job ${message.jobId}'s recipient: ${code} ${status ?? ""}`.trim(), { cause: error });
}
