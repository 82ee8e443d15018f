import { createHmac } from "node:crypto";
import { type TextMessage, TextRefused, textKey } from "@/lib/sms/message";

export interface WebhookSettings {
  url: string;
  /** Base64, with or without `whsec_` in front. */
  secret: string;
}

const TIMEOUT_MS = 10_000;

/** Answers that another attempt may change (RFC 9110 §15.5.9, RFC 6585 §4). */
const PASSING = [408, 425, 429];

/**
 * What a receiver checks, so that it sends texts for nobody else: HMAC-SHA-256 of id, time and body
 * (Standard Webhooks, "Signature scheme").
 */
export function signature(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
}

/**
 * Hands a text to whatever the operator runs behind SMS_WEBHOOK_URL. The id is the same when an attempt is repeated.
 * @throws TextRefused for an answer of 400 to 499 that no other attempt will change.
 */
export async function sendByWebhook(message: TextMessage, { url, secret }: WebhookSettings): Promise<void> {
  const id = textKey(message);
  const seconds = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({
    type: "sms.requested",
    timestamp: message.queuedAt.toISOString(),
    data: { to: message.to, text: message.text },
  });
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(seconds),
      "webhook-signature": signature(secret, id, seconds, body),
    },
    body,
    // A signed request is for the address that was set, and for no other.
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await answer.body?.cancel();
  if (answer.ok) return;
  const reason = `The receiver of text messages answered ${answer.status}.`;
  if (answer.status >= 400 && answer.status < 500 && !PASSING.includes(answer.status)) throw new TextRefused(reason);
  throw new Error(reason);
}
