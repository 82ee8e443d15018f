import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import type { Tx } from "@/lib/db";
import { noteMoreThanMailbox } from "@/lib/factors/methods";
import { limit } from "@/lib/limits/limit";
import type { Person } from "@/lib/signin/person";
import { type Door, isBrowsers, nextStep } from "@/lib/signin/steps";
import { addProof, findPreAuth, noSuchSignIn, type PreAuth } from "@/lib/tokens/pre-auth-token";

/**
 * The sign-in of a token, which waits for its second factor. One that owes none is none: a code for it would be a guess that nobody
 * counts. One that came in by the other door is none before a code is taken, which would else be spent for nothing. @throws AppError TOKEN_REVOKED, RATE_LIMITED.
 */
export async function findWaiting(actor: Actor, token: string, door: Door): Promise<PreAuth> {
  await limit("mfa.ip", actor.context.ip ?? "unknown");
  const begun = await findPreAuth(token);
  if (nextStep(begun) !== "mfa_required" || isBrowsers(begun) !== (door === "browser")) throw noSuchSignIn();
  return begun;
}

/** By what a second factor was proven. */
interface Passed {
  /** As the audit trail names it. */
  method: string;
  /** RFC 8176. */
  amr: string[];
  /** Whether the device is to be trusted from now on. */
  trust: boolean;
}

/**
 * Notes in a sign-in that its second factor was proven, in the caller's transaction.
 * @throws AppError TOKEN_REVOKED when the token was used meanwhile or has run out.
 */
export async function notePassed(
  tx: Tx,
  actor: Actor,
  begun: PreAuth,
  { method, amr: proven, trust }: Passed,
): Promise<{ preAuth: PreAuth; person: Person }> {
  const amr = await addProof(tx, begun, proven, { trust });
  if (!amr) throw noSuchSignIn();
  const person = await tx.user.findUniqueOrThrow({
    where: { id: begun.userId },
    select: { id: true, email: true, emailVerified: true, username: true, name: true, role: true },
  });
  if (method !== "email") await noteMoreThanMailbox(tx, person.id);
  await audit(tx, actor, { action: "factor.passed", target: { type: "user", id: person.id }, details: { method } });
  return { preAuth: { ...begun, amr }, person };
}
