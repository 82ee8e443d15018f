import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { newChallenge, takeProof } from "@/lib/challenges/proof-of-work";
import { db } from "@/lib/db";
import { AppError, rateLimited } from "@/lib/errors";
import { brake, type Turn } from "@/lib/limits/brake";
import { limit, type Spent } from "@/lib/limits/limit";
import { knownAs, NOBODY } from "@/lib/signin/device-at-hand";

/** What an attempt brings along besides the password. */
export interface Evidence {
  /** What the browser or program kept of an earlier sign-in, if it did (`issueDevice`). */
  device?: string | null;
  /** The proof of a challenge that an earlier attempt was answered with. */
  proof?: string | undefined;
}

/**
 * Takes one attempt to sign in from the limits, before anybody looks whether there is such an account: the same for every identifier.
 * Failures slow down whoever comes next, by account and by network. Past that goes a browser that the owner has signed in with before,
 * on a budget of its own (who guesses from everywhere must not be able to keep the owner out: NIST SP 800-63B-4 §3.2.2), and, a few times an
 * hour, whoever has done the work that the refusal offers.
 * @param ownerOf looks the account up; called for those alone who say that they are known.
 * @returns what to give back when the attempt was none.
 * @throws AppError RATE_LIMITED, with a `challenge` in its details where work is taken instead of waiting; UNAVAILABLE.
 */
export async function spendAttempt(
  actor: Actor,
  identifier: string,
  { device = null, proof }: Evidence,
  ownerOf: () => Promise<{ id: string } | null>,
): Promise<Spent[]> {
  const place = actor.context.ip ?? "unknown";
  const spent: Spent[] = [];
  try {
    spent.push(await limit("signin.ip", place, { onFirstExceeded: () => recordSpraying(actor) }));
    return [...spent, ...(await slowDown(place, identifier, "waited"))];
  } catch (error) {
    if (!(error instanceof AppError) || error.type !== "RATE_LIMITED") throw error;
    const known = await spendAsKnown(actor, device, ownerOf);
    if (known) {
      await Promise.all(spent.map((point) => point.refund()));
      return [known];
    }
    // One address that tries too often is not bought off.
    if (spent.length === 0) throw error;
    const { retryAfterSeconds = 1 } = error;
    const hasPaid = proof !== undefined && (await takeProof(identifier, proof));
    if (!hasPaid) throw rateLimited(retryAfterSeconds, { challenge: newChallenge(identifier, retryAfterSeconds) });
    spent.push(await limit("signin.proof", identifier));
    return [...spent, ...(await slowDown(place, identifier, "paid"))];
  }
}

/** The account first: who guesses at one from everywhere is refused from memory. What the network refuses was no failure of the account. */
async function slowDown(place: string, identifier: string, turn: Turn): Promise<Spent[]> {
  const ofAccount = await brake("signin.account", identifier, turn);
  try {
    return [ofAccount, await brake("signin.network", place, turn)];
  } catch (error) {
    await ofAccount.refund();
    throw error;
  }
}

async function spendAsKnown(actor: Actor, device: string | null, ownerOf: () => Promise<{ id: string } | null>): Promise<Spent | null> {
  if (device === null && actor.kind !== "session") return null;
  const owner = await ownerOf();
  const known = await knownAs(actor, owner?.id ?? NOBODY, device);
  return owner && known !== null ? limit("signin.device", `${owner.id}:${known}`) : null;
}

/** One address is failing against many accounts: worth an operator's look (OWASP ASVS 5.0 §6.3.1). */
async function recordSpraying(actor: Actor): Promise<void> {
  await audit(db, actor, { action: "limits.spraying_detected", outcome: "denied" });
}
