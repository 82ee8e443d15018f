import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { revokeOneTimeTokens } from "@/lib/accounts/one-time-tokens";
import type { changePasswordContract } from "@/lib/accounts/password.schema";
import { assertGoodPassword } from "@/lib/accounts/password-choice";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { conflict, invalidInput } from "@/lib/errors";
import { passwordDemandsOn } from "@/lib/organizations/password-demands";
import { hashPassword } from "@/lib/passwords/hash";
import { holdLiveSession } from "@/lib/sessions/hold-session";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/**
 * Changes the password of whoever knows the present one. Their other sessions end (OWASP ASVS 5.0 §7.4.3), open
 * reset links die, and they are told by mail.
 * @throws AppError VALIDATION_ERROR, STEP_UP_REQUIRED without a fresh proof of the second factor that is owed, or CONFLICT when the password changed while this was under way.
 */
export async function changePassword(
  actor: Actor,
  input: z.output<typeof changePasswordContract.input>,
): Promise<z.input<typeof changePasswordContract.output>> {
  const user = requireInPerson(actor, "password.change");
  const owner = await proveOwner(user, input.current_password);
  const passwordPresets = await assertGoodPassword("new_password", input.new_password, owner, await passwordDemandsOn(owner.id));
  if (input.new_password === input.current_password) throw invalidInput({ new_password: ["Choose a password that you do not use now."] });
  const passwordHash = await hashPassword(input.new_password);
  const sessionsEnded = await db.$transaction(async (tx) => {
    await holdLiveSession(tx, user);
    const { count } = await tx.user.updateMany({
      where: { id: owner.id, passwordHash: owner.passwordHash },
      data: { passwordHash, passwordPresets, passwordChangedAt: new Date(), mustResetPassword: false, passwordByMail: false },
    });
    if (count === 0) throw conflict("Your password was changed a moment ago. Sign in again.");
    await revokeOneTimeTokens(tx, owner.id, "reset_password");
    const ended = await endSessions(tx, owner.id, user.sessionId);
    await audit(tx, actor, { action: "password.changed", target: { type: "user", id: owner.id }, details: { sessions_ended: ended } });
    await tellOwner(tx, actor, "password_changed", { userId: owner.id, to: owner.email });
    return ended;
  });
  forgetCachedSessions(owner.id);
  return { sessions_ended: sessionsEnded };
}
