import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { methodsOf } from "@/lib/access/policy";
import { openStanding } from "@/lib/access/standing";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { type DeviceAtHand, deviceAtHand } from "@/lib/signin/device-at-hand";
import { goOnAsProgram } from "@/lib/signin/finish";
import type { loginContract, loginFormContract, refreshContract } from "@/lib/signin/login.schema";
import { openProgramSession } from "@/lib/signin/open-session";
import { describePerson } from "@/lib/signin/person";
import { type ProvenAccount, provePassword } from "@/lib/signin/prove-password";
import { nextStep } from "@/lib/signin/steps";
import { issueTokenPair, type TokenPair } from "@/lib/signin/token-pair";
import { beginSignIn, describeStep, openUnlessApprovalIsOwed } from "@/lib/signin/unfinished";
import { findPreAuth } from "@/lib/tokens/pre-auth-token";
import { rotateRefreshToken } from "@/lib/tokens/refresh-token";

/**
 * Signs a program's user in and gives it an access and a refresh token. Both stand for a session, which its
 * owner sees and can end like any other. Where a step is owed nothing is opened yet, and the answer says which.
 * @throws what `provePassword` throws.
 */
export async function logIn(actor: Actor, input: z.output<typeof loginContract.input>): Promise<z.input<typeof loginContract.output>> {
  const evidence = { device: input.device_token ?? null, proof: input.proof };
  const account = await provePassword(actor, input.email ?? input.username ?? "", input.password, evidence);
  const kind = input.remember_me ? "remembered_program" : "program";
  const deviceName = input.device_name ?? null;
  const device = input.device_token ? await deviceAtHand(input.device_token, account.id) : null;
  const deviceHash = device?.knownHash ?? null;
  const begin = () => beginSignIn(account, { kind, deviceName, selects: input.exchange, deviceHash, context: actor.context });
  const step = nextStep({ amr: ["pwd"], hasSecondFactor: account.hasSecondFactor, selects: input.exchange });
  if (step !== "complete") {
    const token = await begin();
    if (step === "mfa_required") return describeStep(step, token, { userId: account.id, amr: ["pwd"], provider: null });
    return continueSignIn(actor, account, token);
  }
  const tokens = await openUnlessApprovalIsOwed(account, deviceHash, () => tokensFor(actor, account, { kind, deviceName, device }));
  if (!tokens) return continueSignIn(actor, account, await begin());
  return { status: "complete", ...tokens, user: describePerson(account) };
}

/** What a sign-in that was begun owes as its next step, which is asked for. */
const continueSignIn = async (actor: Actor, person: ProvenAccount, token: string) =>
  goOnAsProgram(actor, { preAuth: await findPreAuth(token), person, token });

/** The same behind the OAuth 2.0 password form, which has no room for a further step. @throws AppError STEP_UP_REQUIRED too. */
export async function logInWithForm(actor: Actor, input: z.output<typeof loginFormContract.input>): Promise<TokenPair> {
  const account = await provePassword(actor, input.username, input.password);
  if (account.hasSecondFactor) {
    await account.giveBack();
    throw new AppError("STEP_UP_REQUIRED", "This account signs in with a second factor. Use POST /api/v1/auth/login.");
  }
  const tokens = await openUnlessApprovalIsOwed(account, null, () => tokensFor(actor, account, { kind: "program", deviceName: null }));
  if (tokens) return tokens;
  await account.giveBack();
  throw new AppError("STEP_UP_REQUIRED", "This device is to be let in by its owner. Use POST /api/v1/auth/login.");
}

/**
 * Gives the next pair for a refresh token, which is used up by it.
 * @throws AppError TOKEN_REVOKED.
 */
export async function refresh(actor: Actor, input: z.output<typeof refreshContract.input>): Promise<TokenPair> {
  await limit("refresh.ip", actor.context.ip ?? "unknown");
  const { sessionId, userId, refreshToken } = await rotateRefreshToken(actor, input.refresh_token);
  const session = await db.session.findUnique({
    where: { id: sessionId },
    select: { authTime: true, amr: true, provider: true, organizationId: true },
  });
  const claims = {
    userId,
    sessionId,
    authTime: session?.authTime ?? new Date(0),
    amr: session?.amr ?? [],
    organization: session?.organizationId ? await openStanding(userId, session.organizationId, methodsOf(session)) : null,
  };
  return issueTokenPair(claims, refreshToken);
}

interface ProgramFacts {
  kind: "program" | "remembered_program";
  deviceName: string | null;
  device?: DeviceAtHand | null;
}

async function tokensFor(actor: Actor, account: ProvenAccount, program: ProgramFacts): Promise<TokenPair> {
  const { session, refreshToken } = await openProgramSession(actor, account, program);
  await account.giveBack();
  const { id: sessionId, authTime } = session;
  return issueTokenPair({ userId: account.id, sessionId, authTime, amr: ["pwd"], organization: null }, refreshToken);
}
