import type { Actor } from "@/lib/access/actor";
import type { OrganizationAccess } from "@/lib/access/organization-access";
import { asksOf, type DoorPolicy, methodNames, methodsOf } from "@/lib/access/policy";
import type { PolicyAsk } from "@/lib/access/policy.schema";
import type { Tx } from "@/lib/db";
import { invalidInput } from "@/lib/errors";

/** What of a policy the actor's own sign-in does not meet; nothing for whoever it does not concern. */
export async function ownAsks(tx: Tx, actor: Actor, access: OrganizationAccess, policy: DoorPolicy): Promise<PolicyAsk[]> {
  if (actor.kind !== "session" || actor.impersonator || access.as === "operator") return [];
  const person = await tx.user.findUnique({ where: { id: actor.userId }, select: { passwordPresets: true } });
  return asksOf(policy, { methods: methodsOf(actor), passwordPresets: person?.passwordPresets ?? [] });
}

/** Nobody shuts themselves out by what they demand. @throws AppError VALIDATION_ERROR beside what they do not meet. */
export async function assertMeetsOwn(tx: Tx, actor: Actor, access: OrganizationAccess, policy: DoorPolicy): Promise<void> {
  const [ask] = await ownAsks(tx, actor, access, policy);
  if (!ask) return;
  if (ask.ask === "sign_in_method") {
    const way = methodNames(ask.allowed);
    throw invalidInput({ allowed_methods: [`This would keep you out yourself. Sign in with ${way} first, then allow nothing else.`] });
  }
  if (ask.ask === "second_factor") {
    throw invalidInput({ require_second_factor: ["This would keep you out yourself. Set up an authenticator app first."] });
  }
  if (ask.ask === "passkey") {
    throw invalidInput({ require_passkey: ["This would keep you out yourself. Create a passkey, or sign in with yours, first."] });
  }
  const first = ask.known
    ? "Your own password does not satisfy this: change it first."
    : "Sign in again first, so that your own password is known to satisfy this.";
  throw invalidInput({ password_policy: [`This would keep you out yourself. ${first}`] });
}
