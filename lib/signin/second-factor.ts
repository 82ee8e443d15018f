import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { CodeMethod } from "@/lib/factors/factors.schema";
import { takeCode } from "@/lib/factors/take-code";
import { limit } from "@/lib/limits/limit";
import type { verifySecondFactorContract } from "@/lib/signin/login.schema";
import { openExchangedSession, openWaitingBrowserSession } from "@/lib/signin/open-session";
import { type BrowserSignIn, knownDevice } from "@/lib/signin/password";
import { describePerson, type Person } from "@/lib/signin/person";
import { nextStep } from "@/lib/signin/steps";
import { issueTokenPair } from "@/lib/signin/token-pair";
import { describeStep } from "@/lib/signin/unfinished";
import { addProof, findPreAuth, issuePreAuthToken, noSuchSignIn, type PreAuth, SECOND_FACTOR } from "@/lib/tokens/pre-auth-token";

type Input = z.output<typeof verifySecondFactorContract.input>;

/** What each kind of code is called in `amr` (RFC 8176 §2); it has no name for a recovery code. */
const AMR = { totp: "otp", recovery_code: "recovery" } as const satisfies Record<CodeMethod, string>;

/**
 * Proves the second factor of a program's sign-in, and finishes it unless an organization is still to be chosen.
 * @throws AppError INVALID_CREDENTIALS for a wrong code, which leaves the token good for another; TOKEN_REVOKED for a token
 * that is used, run out or unknown; RATE_LIMITED.
 */
export async function verifySecondFactor(actor: Actor, input: Input): Promise<z.input<typeof verifySecondFactorContract.output>> {
  const { preAuth, person } = await prove(actor, input);
  if (preAuth.kind === "browser" || preAuth.kind === "remembered") throw noSuchSignIn();
  const step = nextStep(preAuth);
  if (step !== "complete") return describeStep(step, input.pre_auth_token, preAuth);
  const { session, refreshToken } = await openExchangedSession(actor, preAuth, { person, organizationId: null });
  const { id: sessionId, authTime } = session;
  const tokens = await issueTokenPair({ userId: person.id, sessionId, authTime, amr: preAuth.amr, organization: null }, refreshToken);
  return { status: "complete", ...tokens, user: describePerson(person) };
}

/**
 * The same for a browser, which gets a session. @param device what it kept of an earlier sign-in.
 * @throws what `verifySecondFactor` throws.
 */
export async function finishBrowserSignIn(actor: Actor, input: Input, device: string | null): Promise<BrowserSignIn> {
  const { preAuth, person } = await prove(actor, input);
  if (preAuth.kind !== "browser" && preAuth.kind !== "remembered") throw noSuchSignIn();
  const session = await openWaitingBrowserSession(actor, preAuth, person);
  return { ...session, device: knownDevice(device, person.id) };
}

/**
 * Begins the wait for a second factor after another provider's sign-in. @returns the token for the browser; null when the
 * account owes none, or is not known yet.
 */
export async function awaitSecondFactor(userId: string, provider: string | null): Promise<string | null> {
  const user = await db.user.findUnique({ where: { id: userId }, select: { secondFactor: true } });
  if (!user?.secondFactor) return null;
  return issuePreAuthToken({ userId, amr: ["fed"], provider, kind: "browser", deviceName: null, selects: false });
}

/** Whether a browser's sign-in waits for its second factor. */
export async function isWaiting(token: string): Promise<boolean> {
  const preAuth = await findPreAuth(token).catch((error: unknown) => {
    if (error instanceof AppError && error.type === "TOKEN_REVOKED") return null;
    throw error;
  });
  return preAuth !== null && nextStep(preAuth) === "mfa_required";
}

/**
 * Takes the code and notes it in the sign-in, together. Guesses are counted by account, so that signing in again buys none
 * (NIST SP 800-63B-4 §3.2.2); a good one is given back.
 */
async function prove(actor: Actor, { pre_auth_token: token, method, code }: Input): Promise<{ preAuth: PreAuth; person: Person }> {
  await limit("mfa.ip", actor.context.ip ?? "unknown");
  const begun = await findPreAuth(token);
  // A second code for a sign-in that owes none would be a guess that nobody counts.
  if (nextStep(begun) !== "mfa_required") throw noSuchSignIn();
  const spent = await limit("mfa.account", begun.userId);
  const target = { type: "user", id: begun.userId } as const;
  const wrong = new AppError("INVALID_CREDENTIALS", "That code is not right, or was used before.");
  const proven = await db
    .$transaction(async (tx) => {
      if (!(await takeCode(tx, begun.userId, method, code))) throw wrong;
      const amr = await addProof(tx, begun, [AMR[method], SECOND_FACTOR]);
      if (!amr) throw noSuchSignIn();
      const person = await tx.user.findUniqueOrThrow({
        where: { id: begun.userId },
        select: { id: true, email: true, emailVerified: true, username: true, name: true, role: true },
      });
      await audit(tx, actor, { action: "factor.passed", target, details: { method } });
      if (method === "recovery_code") await tellOwner(tx, actor, "recovery_code_used", { userId: person.id, to: person.email });
      return { preAuth: { ...begun, amr }, person };
    })
    .catch(async (error: unknown) => {
      if (error === wrong) await audit(db, actor, { action: "factor.failed", outcome: "failure", target, details: { method } });
      throw error;
    });
  await spent.refund();
  return proven;
}
