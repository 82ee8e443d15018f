import type { Actor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { unauthenticated } from "@/lib/errors";
import type { AccountUncheckedCreateInput } from "@/lib/generated/prisma/models";
import { endTrust } from "@/lib/sessions/device-row";
import { holdLiveSession } from "@/lib/sessions/hold-session";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/**
 * Links a provider to the account of whoever is signed in, as one more way in: the other sessions end (OWASP ASVS 5.0 §7.4.3), and the owner
 * is told by mail. The door has asked for a fresh proof.
 * @throws AppError UNAUTHENTICATED for anybody else's account and when the session has ended meanwhile; FORBIDDEN for whoever acts as them.
 */
export async function linkProvider(actor: Actor, account: AccountUncheckedCreateInput): Promise<void> {
  const user = requireInPerson(actor, "factors.change");
  if (account.userId !== user.userId) throw unauthenticated();
  await db.$transaction(async (tx) => {
    await holdLiveSession(tx, user);
    await tx.account.create({ data: account, select: { userId: true } });
    await endTrust(tx, user.userId);
    const ended = await endSessions(tx, user.userId, user.sessionId);
    const details = { provider: account.provider, sessions_ended: ended };
    await audit(tx, actor, { action: "provider.linked", target: { type: "user", id: user.userId }, details });
    await tellOwner(tx, actor, "provider_linked", { userId: user.userId, to: user.email });
  });
  forgetCachedSessions(user.userId);
}
