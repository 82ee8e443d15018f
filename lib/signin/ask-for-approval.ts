import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { limit } from "@/lib/limits/limit";
import { enqueue } from "@/lib/queue/enqueue";
import { findPreAuth, noSuchSignIn, PRE_AUTH_SECONDS } from "@/lib/tokens/pre-auth-token";

/**
 * Asks the owner of a sign-in by mail whether its device may come in, once for each sign-in; it has its whole time again to wait.
 * @returns the same token. @throws AppError TOKEN_REVOKED, RATE_LIMITED where they were asked too often.
 */
export async function askForApproval(actor: Actor, token: string): Promise<string> {
  const { id, userId, approvalAskedAt } = await findPreAuth(token);
  if (approvalAskedAt) return token;
  await limit("device.approval", userId);
  await db.$transaction(async (tx) => {
    const { count } = await tx.preAuthToken.updateMany({
      where: { id, approvalAskedAt: null },
      data: { approvalAskedAt: new Date(), expiresAt: new Date(Date.now() + PRE_AUTH_SECONDS * 1000) },
    });
    if (count === 0) throw noSuchSignIn();
    await enqueue(tx, "mail.device_approval", { preAuthId: id });
    await audit(tx, actor, { action: "device.approval_asked", target: { type: "user", id: userId } });
  });
  return token;
}
