import type { Actor } from "@/lib/access/actor";
import type { Tx } from "@/lib/db";
import { enqueue } from "@/lib/queue/enqueue";
import type { SecurityNotice } from "@/lib/queue/jobs";

export interface NoticedOwner {
  userId: string;
  to: string;
  /** When what is announced will happen, for a notice about the future. */
  dueAt?: Date;
}

/** Queues a security notice in the caller's transaction, to the address as it is at this moment (OWASP ASVS 5.0 §6.3.7). */
export async function tellOwner(tx: Tx, actor: Actor, notice: SecurityNotice, { userId, to, dueAt }: NoticedOwner): Promise<void> {
  await enqueue(tx, "mail.security_notice", {
    userId,
    to,
    ...(dueAt ? { dueAt: dueAt.toISOString() } : {}),
    notice,
    occurredAt: new Date().toISOString(),
    ip: actor.context.ip,
    userAgent: actor.context.userAgent,
  });
}
