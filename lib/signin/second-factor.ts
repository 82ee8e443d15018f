import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { lockAccount } from "@/lib/accounts/profile";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { type CodeMethod, FACTOR_AMR } from "@/lib/factors/factors.schema";
import { secondFactorMethods } from "@/lib/factors/methods";
import { readCode } from "@/lib/factors/read-code";
import { askForApproval } from "@/lib/signin/ask-for-approval";
import { deviceAtHand, readDeviceFacts } from "@/lib/signin/device-at-hand";
import { goOnAsProgram, goOnInBrowser } from "@/lib/signin/finish";
import type { verifySecondFactorContract } from "@/lib/signin/login.schema";
import { provePasskeyFactor } from "@/lib/signin/passkey-factor";
import type { BrowserStep } from "@/lib/signin/password";
import type { Person } from "@/lib/signin/person";
import { type OfferedMethod, offeredMethods } from "@/lib/signin/send-code";
import { type Door, nextStep } from "@/lib/signin/steps";
import { findWaiting, notePassed, spendGuess } from "@/lib/signin/waiting-sign-in";
import { findPreAuth, issuePreAuthToken, type NewPreAuth, type PreAuth, SECOND_FACTOR } from "@/lib/tokens/pre-auth-token";

type Input = z.output<typeof verifySecondFactorContract.input>;
type Given = Input & { trust_device?: boolean };
type GivenCode = Exclude<Given, { method: "passkey" }>;

const proveFactor = (actor: Actor, given: Given, door: Door) =>
  given.method === "passkey" ? provePasskeyFactor(actor, given, door) : prove(actor, given, door);

/** What each kind of code is called in `amr`. */
export const AMR_OF_CODE = { ...FACTOR_AMR, recovery_code: "recovery" } as const satisfies Record<CodeMethod, string>;

/**
 * Proves the second factor of a program's sign-in, and finishes it unless an organization is still to be chosen.
 * @throws AppError INVALID_CREDENTIALS for a wrong code, which leaves the token good for another; TOKEN_REVOKED for a token
 * that is used, run out or unknown; RATE_LIMITED.
 */
export async function verifySecondFactor(actor: Actor, input: Input): Promise<z.input<typeof verifySecondFactorContract.output>> {
  return goOnAsProgram(actor, { ...(await proveFactor(actor, input, "program")), token: input.pre_auth_token });
}

/**
 * The same for a browser, which gets a session. @param device what it kept of an earlier sign-in.
 * @throws what `verifySecondFactor` throws.
 */
export async function finishBrowserSignIn(actor: Actor, input: Given, device: string | null): Promise<BrowserStep> {
  return goOnInBrowser(actor, { ...(await proveFactor(actor, input, "browser")), token: input.pre_auth_token }, device);
}

/**
 * Begins the wait for the steps that are owed after another provider's sign-in: a second factor, or the approval of the browser.
 * @param kept what the browser kept of an earlier sign-in.
 * @returns the token for the browser; null when the account owes nothing, or is not known yet.
 */
export async function awaitOwedSteps(actor: Actor, userId: string, provider: string | null, kept: string | null): Promise<string | null> {
  const { knownHash } = await deviceAtHand(kept, userId);
  const { hasSecondFactor, owesApproval } = await readDeviceFacts(userId, knownHash);
  const step = nextStep({ amr: ["fed"], hasSecondFactor, owesApproval, selects: false });
  if (step === "complete") return null;
  const begun: NewPreAuth = {
    userId,
    amr: ["fed"],
    provider,
    kind: "browser",
    deviceName: null,
    selects: false,
    deviceHash: knownHash,
    context: actor.context,
  };
  const token = await issuePreAuthToken(begun, { by: "provider" });
  if (token === null) return null;
  return step === "device_approval_required" ? askForApproval(actor, token) : token;
}

/** The step that a browser's sign-in waits for; null when there is no such sign-in. */
export async function waitingFor(token: string): Promise<"mfa_required" | "device_approval_required" | null> {
  const preAuth = await findPreAuth(token).catch((error: unknown) => {
    if (error instanceof AppError && error.type === "TOKEN_REVOKED") return null;
    throw error;
  });
  if (!preAuth) return null;
  const step = nextStep(preAuth);
  if (step === "mfa_required") return step;
  // Also once it is approved: the page that waits for it goes on by itself.
  return preAuth.approvalAskedAt ? "device_approval_required" : null;
}

/** The ways in which a sign-in that waits for its second factor can be finished, the one to ask for first in front. @throws AppError TOKEN_REVOKED. */
export async function waitingMethods(token: string): Promise<OfferedMethod[]> {
  return offeredMethods(await findPreAuth(token));
}

/**
 * Takes the code and notes it in the sign-in, together. Guesses are counted by account, so that signing in again buys none
 * (NIST SP 800-63B-4 §3.2.2); a good one is given back.
 */
async function prove(
  actor: Actor,
  { pre_auth_token: token, method, code, trust_device = false }: GivenCode,
  door: Door,
): Promise<{ preAuth: PreAuth; person: Person }> {
  const begun = await findWaiting(actor, token, door);
  const spent = await spendGuess(begun);
  const target = { type: "user", id: begun.userId } as const;
  const wrong = new AppError("INVALID_CREDENTIALS", "That code is not right, or was used before.");
  const take = await readCode(begun, method, code);
  const proven = await db
    .$transaction(async (tx) => {
      // The account first, as whoever takes its factors and sign-ins away does: neither waits for the other.
      await lockAccount(tx, begun.userId);
      if (!(await secondFactorMethods(tx, begun)).includes(method) || !(await take(tx))) throw wrong;
      const passed = await notePassed(tx, actor, begun, { method, amr: [AMR_OF_CODE[method], SECOND_FACTOR], trust: trust_device });
      const { id: userId, email: to } = passed.person;
      if (method === "recovery_code") await tellOwner(tx, actor, "recovery_code_used", { userId, to });
      return passed;
    })
    .catch(async (error: unknown) => {
      if (error === wrong) await audit(db, actor, { action: "factor.failed", outcome: "failure", target, details: { method } });
      throw error;
    });
  await spent.refund();
  return proven;
}
