import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { type TextMessage, textKey } from "@/lib/sms/message";
import { sendByWebhook } from "@/lib/sms/webhook-sender";

/**
 * Hands one text message to the sender that the environment chose (`env.smsTransport`).
 * @throws TextRefused when it will never be taken; any other error means: try again later.
 */
export async function sendText(message: TextMessage): Promise<void> {
  switch (env.smsTransport) {
    case "webhook":
      return sendByWebhook(message, { url: env.SMS_WEBHOOK_URL ?? "", secret: env.SMS_WEBHOOK_SECRET ?? "" });
    // Somebody's own machine: whoever reads its log is whoever uses it.
    case "log":
      log.warn(
        { to: message.to, text: message.text, key: textKey(message) },
        "nothing sends text messages here: this one stays in the log",
      );
      return;
    default:
      throw new Error("Nothing sends text messages: set SMS_WEBHOOK_URL and SMS_WEBHOOK_SECRET.");
  }
}
