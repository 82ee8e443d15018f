import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { issueOneTimeToken } from "@/lib/accounts/one-time-tokens";
import type { changeEmailContract } from "@/lib/accounts/profile.schema";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { invalidInput } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { holdLiveSession } from "@/lib/sessions/hold-session";

/**
 * Begins a change of address: a mail to the new one, which must be confirmed there, and a notice to the old one.
 * Whether the new address already belongs to somebody shows only in the mail it gets.
 * @throws AppError VALIDATION_ERROR for a wrong password or one's own address; STEP_UP_REQUIRED.
 */
export async function requestEmailChange(
  actor: Actor,
  input: z.output<typeof changeEmailContract.input>,
): Promise<z.input<typeof changeEmailContract.output>> {
  const user = requireInPerson(actor, "email.change");
  await limit("email.change", user.userId);
  const owner = await proveOwner(user, input.current_password);
  if (input.new_email === owner.email) throw invalidInput({ new_email: ["This is your address already."] });
  await db.$transaction(async (tx) => {
    await holdLiveSession(tx, user);
    await issueOneTimeToken(tx, { userId: owner.id, purpose: "change_email", email: input.new_email, origin: actor.context });
    await audit(tx, actor, { action: "email.change_requested", target: { type: "user", id: owner.id } });
    await tellOwner(tx, actor, "email_change_requested", { userId: owner.id, to: owner.email });
  });
  return { status: "requested" };
}
