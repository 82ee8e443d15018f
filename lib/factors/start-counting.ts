import type { SessionActor } from "@/lib/access/actor";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import type { Tx } from "@/lib/db";
import { noteSecondFactor } from "@/lib/factors/factors";
import { FACTOR_AMR, type FactorType } from "@/lib/factors/factors.schema";
import { replaceRecoveryCodes } from "@/lib/factors/recovery-codes";
import type { SecurityNotice } from "@/lib/queue/jobs";
import { holdLiveSession } from "@/lib/sessions/hold-session";
import { endSessions } from "@/lib/sessions/manage";

/** What the owner is told of a factor that begins to count, and of one that is removed. */
export const NOTICES = {
  totp: { added: "factor_added", removed: "factor_removed" },
  email: { added: "email_codes_added", removed: "email_codes_removed" },
  sms: { added: "sms_codes_added", removed: "sms_codes_removed" },
} as const satisfies Record<FactorType, Record<"added" | "removed", SecurityNotice>>;

/**
 * All that follows when a factor was proven for the first time, in the caller's transaction: from now on no sign-in is whole without
 * one; the other sessions end (OWASP ASVS 5.0 §7.4.3), and the owner is told by mail. The first one brings recovery codes, shown
 * this once. The caller calls `forgetCachedSessions` after its commit.
 * @throws AppError UNAUTHENTICATED when the session has ended meanwhile.
 */
export async function startCounting(
  tx: Tx,
  actor: SessionActor,
  added: { id: string; type: FactorType },
): Promise<{ recovery_codes: string[] | null; sessions_ended: number }> {
  const { userId, sessionId } = actor;
  await holdLiveSession(tx, actor);
  await noteSecondFactor(tx, userId);
  // Whoever sets a factor up has just shown more than the mailbox.
  const [owner] = await tx.user.updateManyAndReturn({ where: { id: userId }, data: { passwordByMail: false }, select: { email: true } });
  await noteProven(tx, sessionId, FACTOR_AMR[added.type]);
  const left = await tx.recoveryCode.count({ where: { userId } });
  const codes = left === 0 ? await replaceRecoveryCodes(tx, userId) : null;
  const ended = await endSessions(tx, userId, sessionId);
  const target = { type: "user", id: userId } as const;
  await audit(tx, actor, { action: "factor.added", target, details: { factor: added.type, factor_id: added.id, sessions_ended: ended } });
  await tellOwner(tx, actor, NOTICES[added.type].added, { userId, to: owner?.email ?? actor.email });
  return { recovery_codes: codes, sessions_ended: ended };
}

/** Whoever types the first code has proven the factor here: what asks for one opens to this session at once. */
async function noteProven(tx: Tx, sessionId: string, method: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE sessions SET amr = amr || ARRAY[${method}, 'mfa']::text[] WHERE id = ${sessionId}::uuid AND NOT 'mfa' = ANY (amr)`;
}
