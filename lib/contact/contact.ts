import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import type { contactContract } from "@/lib/contact/contact.schema";
import { db } from "@/lib/db";
import { limit } from "@/lib/limits/limit";
import { enqueue } from "@/lib/queue/enqueue";

/**
 * Takes a message to whoever runs the portal, from anybody. It is mailed by the queue and kept nowhere else; the audit
 * row says that somebody wrote, not what.
 * @throws AppError RATE_LIMITED after five in an hour from one address.
 */
export async function sendContactMessage(
  actor: Actor,
  { name, email, subject, message }: z.output<typeof contactContract.input>,
): Promise<z.input<typeof contactContract.output>> {
  await limit("contact.ip", actor.context.ip ?? "unknown");
  await db.$transaction(async (tx) => {
    await audit(tx, actor, { action: "contact.received" });
    await enqueue(tx, "contact.forward", { name, email, message, ...(subject ? { subject } : {}) });
  });
  return { status: "received" };
}
