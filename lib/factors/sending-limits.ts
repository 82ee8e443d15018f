import type { Actor } from "@/lib/access/actor";
import type { SentMethod } from "@/lib/factors/factors.schema";
import { limit } from "@/lib/limits/limit";

/**
 * Spends what sending one code costs: of the caller's network, of the account, whoever signs in anew, and for a text message of the
 * number too, for whichever accounts (messages cost money, and are a nuisance to whoever gets them).
 * @throws AppError RATE_LIMITED.
 */
export async function spendOnSending(actor: Actor, userId: string, kind: SentMethod, destination: string): Promise<void> {
  await limit("mfa.send.ip", actor.context.ip ?? "unknown");
  await limit("mfa.send.account", userId);
  if (kind !== "sms") return;
  await limit("sms.ip", actor.context.ip ?? "unknown");
  await limit("sms.number", destination);
}
