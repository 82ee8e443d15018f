import type { Actor, SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { AppError, unauthenticated } from "@/lib/errors";

/** How long a proof of who somebody is counts, from when it was given or last used, in seconds (OWASP ASVS 5.0 §7.5.1). */
export const PROOF_SECONDS = 10 * 60;

/** How long use can carry it at most, in seconds: who has taken a session over while it was in use loses that by then. */
export const LONGEST_PROOF_SECONDS = 60 * 60;

/** A proof is carried on at most once in so many milliseconds, so that not every act of many is a write. */
const CARRIED_EVERY_MS = 60_000;

/**
 * What is asked of somebody for a fresh proof: the password, together with one of the codes where there are any; or instead of both a
 * passkey, or to sign in again.
 */
export type ProofWay = "password" | "totp" | "recovery_code" | "passkey" | "sign_in";

type Proven = Pick<SessionActor, "authTime" | "amr" | "freshness" | "impersonator">;

/** When a proof ends that was given at `authTime` and carried on by use. */
export function proofEnd({ authTime, freshness }: Pick<Proven, "authTime" | "freshness">): Date {
  const given = authTime.getTime();
  const carried = freshness?.carriedUntil?.getTime() ?? 0;
  return new Date(Math.min(Math.max(given + PROOF_SECONDS * 1000, carried), given + LONGEST_PROOF_SECONDS * 1000));
}

/**
 * Whether somebody proved who they are so lately that a sensitive act needs nothing more, with the second factor where their account
 * owes one. Of an administrator who acts as them it is the proof that they started it with.
 */
export function isFreshlyProven(actor: Proven): boolean {
  const owesFactor = actor.freshness?.hasSecondFactor && !actor.impersonator && !actor.amr.includes("mfa");
  return !owesFactor && proofEnd(actor).getTime() > Date.now();
}

/**
 * Lets pass whoever proved lately who they are, and carries that proof on; commands and jobs always. Every sensitive act asks
 * this after it has asked who may (docs/step-up.md).
 * @throws AppError UNAUTHENTICATED; STEP_UP_REQUIRED with `details` `{ methods, max_age }`.
 */
export async function requireFreshProof(actor: Actor): Promise<void> {
  if (actor.kind === "system") return;
  if (actor.kind === "anonymous") throw unauthenticated();
  // What an instance remembers of a session may be half a second old: who has just proven it must not be asked again.
  const proven = isFreshlyProven(actor) ? actor : await readProof(actor);
  if (!proven || !isFreshlyProven(proven)) throw freshProofRequired(await findProofWays(actor));
  await carryOn(actor.sessionId, proofEnd(proven));
}

/** 403 for a sensitive act without a fresh proof; without `methods` where nobody has looked which there are. */
export function freshProofRequired(methods?: readonly ProofWay[]): AppError {
  const message =
    methods?.length === 0
      ? "Stop acting as somebody and begin again first, so that we know it is you."
      : methods?.every((way) => way === "sign_in")
        ? "Sign in again first, so that we know it is you."
        : "Confirm first that it is you.";
  return new AppError("STEP_UP_REQUIRED", message, { details: { ...(methods ? { methods } : {}), max_age: PROOF_SECONDS } });
}

async function readProof(actor: SessionActor): Promise<Proven | null> {
  const session = await db.session.findUnique({
    where: { id: actor.sessionId, userId: actor.userId },
    select: { authTime: true, provedUntil: true, amr: true, user: { select: { secondFactor: true } } },
  });
  if (!session) return null;
  const { authTime, provedUntil, amr, user } = session;
  const proven = { authTime, amr, freshness: { carriedUntil: provedUntil, hasSecondFactor: user.secondFactor } };
  return actor.impersonator ? { ...proven, impersonator: actor.impersonator } : proven;
}

async function carryOn(sessionId: string, end: Date): Promise<void> {
  if (end.getTime() - Date.now() > PROOF_SECONDS * 1000 - CARRIED_EVERY_MS) return;
  const carried = await db.$executeRaw`
    UPDATE sessions
       SET proved_until = LEAST(now() + make_interval(secs => ${PROOF_SECONDS}), auth_time + make_interval(secs => ${LONGEST_PROOF_SECONDS}))
     WHERE id = ${sessionId}::uuid AND GREATEST(proved_until, auth_time + make_interval(secs => ${PROOF_SECONDS})) > now()`;
  // The session that was read has ended since.
  if (carried === 0) throw unauthenticated();
}

/** By what the actor can prove anew who they are; nothing while somebody acts as them. */
export async function findProofWays(actor: SessionActor): Promise<ProofWay[]> {
  if (actor.impersonator) return [];
  const [owner] = await db.$queryRaw<
    { asks_password: boolean; second_factor: boolean; has_totp: boolean; has_code: boolean; has_passkey: boolean }[]
  >`
    SELECT u.password_hash IS NOT NULL AND NOT COALESCE(s.password_proved_at > now() - make_interval(secs => ${PROOF_SECONDS}), false) AS asks_password,
           u.second_factor,
           EXISTS (SELECT FROM totp_authenticators WHERE user_id = u.id AND confirmed_at IS NOT NULL) AS has_totp,
           EXISTS (SELECT FROM recovery_codes WHERE user_id = u.id AND used_at IS NULL) AS has_code,
           EXISTS (SELECT FROM passkeys WHERE user_id = u.id) AS has_passkey
      FROM users u LEFT JOIN sessions s ON s.id = ${actor.sessionId}::uuid AND s.user_id = u.id
     WHERE u.id = ${actor.userId}::uuid`;
  if (!owner) return ["sign_in"];
  const password: ProofWay[] = owner.asks_password ? ["password"] : [];
  const besides: ProofWay[] = owner.has_passkey ? ["passkey"] : [];
  const alone: ProofWay[] = [...besides, "sign_in"];
  if (!owner.second_factor) return password.length > 0 ? [...password, ...besides] : alone;
  // Whose codes are sent has them sent by signing in again: a recovery code is not for every day.
  if (!owner.has_totp) return alone;
  return [...password, "totp", ...(owner.has_code ? (["recovery_code"] as const) : []), ...besides];
}
