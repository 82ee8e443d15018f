import { Resend } from "resend";
import { AUTOMATIC } from "@/lib/mail/smtp-transport";
import { type MailTransport, mailKey } from "@/lib/mail/transport";

export interface ResendSettings {
  apiKey: string;
  from: string;
  /** Another address of the service, for tests. */
  baseUrl?: string;
}

const TIMEOUT_MS = 20_000;

/** Mail through Resend's HTTP API. The idempotency key makes a repeated request harmless for the 24 hours it is kept. */
export function resendTransport(settings: ResendSettings): MailTransport {
  const client = new Resend(settings.apiKey, settings.baseUrl ? { baseUrl: settings.baseUrl } : {});
  return {
    async send(message) {
      const request = client.emails.send(
        {
          from: settings.from,
          to: [message.to],
          ...(message.replyTo ? { replyTo: [message.replyTo] } : {}),
          subject: message.subject,
          text: message.text,
          html: message.html,
          headers: AUTOMATIC,
        },
        { idempotencyKey: mailKey(message) },
      );
      const { error } = await withTimeout(request);
      // The key was used with other words: an earlier attempt's mail was taken, and this one would repeat it.
      if (!error || error.name === "invalid_idempotent_request") return;
      throw new Error(`Resend answered ${error.statusCode ?? "nothing"} (${error.name}): ${error.message}`);
    },
    async check() {
      if (!settings.apiKey.startsWith("re_")) throw new Error("RESEND_API_KEY does not look like a key of Resend (re_…).");
    },
    close() {},
  };
}

/** The client has no timeout of its own; a request given up here is repeated under the same key. */
async function withTimeout<T>(request: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Resend did not answer within ${TIMEOUT_MS / 1000} seconds.`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([request, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
