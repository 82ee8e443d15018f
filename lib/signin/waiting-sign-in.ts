import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { noteMoreThanMailbox } from "@/lib/factors/methods";
import { limit, type Spent } from "@/lib/limits/limit";
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

/**
 * Takes one guess at an account's codes from its limits. Whoever knows the password could use them up and keep the owner out, so past
 * them goes a device that the account has signed in with, on a budget of its own (NIST SP 800-63B-4 §3.2.2).
 * @throws AppError RATE_LIMITED.
 */
export async function spendGuess({ userId, deviceHash }: PreAuth): Promise<Spent> {
  try {
    return await limit("mfa.account", userId);
  } catch (error) {
    if (!(error instanceof AppError) || error.type !== "RATE_LIMITED" || deviceHash === null) throw error;
    // Its owner may have forgotten it meanwhile.
    if ((await db.device.count({ where: { userId, nameHash: deviceHash } })) === 0) throw error;
    return limit("mfa.device", `${userId} ${deviceHash}`);
  }
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
