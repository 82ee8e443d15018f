import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { noSuchPasskey } from "@/lib/passkeys/passkeys";
import type { removePasskeyContract } from "@/lib/passkeys/passkeys.schema";
import { forgetProven } from "@/lib/passkeys/proof";
import { endTrust } from "@/lib/sessions/device-row";
import { holdLiveSession } from "@/lib/sessions/hold-session";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/**
 * Takes a passkey away. The other sessions end, and the owner is told by mail.
 * @throws AppError NOT_FOUND, CONFLICT for the only way into the account, VALIDATION_ERROR for a wrong password,
 * STEP_UP_REQUIRED, RATE_LIMITED.
 */
export async function removePasskey(
  actor: Actor,
  input: z.output<typeof removePasskeyContract.input>,
): Promise<z.input<typeof removePasskeyContract.output>> {
  const user = requireInPerson(actor, "factors.change");
  const owner = await proveOwner(user, input.current_password);
  const ended = await db.$transaction(async (tx) => {
    // Two that are removed at once must not each find the other one left.
    await holdLiveSession(tx, user);
    const { count } = await tx.passkey.deleteMany({ where: { id: input.id, userId: owner.id } });
    if (count === 0) throw noSuchPasskey();
    await assertWayInLeft(tx, owner.id);
    await forgetProven(tx, owner.id);
    await endTrust(tx, owner.id);
    const sessions = await endSessions(tx, owner.id, user.sessionId);
    const target = { type: "user", id: owner.id } as const;
    await audit(tx, actor, { action: "passkey.removed", target, details: { passkey_id: input.id, sessions_ended: sessions } });
    await tellOwner(tx, actor, "passkey_removed", { userId: owner.id, to: owner.email });
    return sessions;
  });
  forgetCachedSessions(owner.id);
  return { sessions_ended: ended };
}

async function assertWayInLeft(tx: Tx, userId: string): Promise<void> {
  const left = await tx.user.count({
    where: { id: userId, OR: [{ passwordHash: { not: null } }, { passkeys: { some: {} } }, { accounts: { some: {} } }] },
  });
  if (left === 0) throw conflict("This passkey is your only way in. Add another one, or choose a password, first.");
}
