import type { z } from "zod";
import { methodsOf } from "@/lib/access/policy";
import { readMemberships } from "@/lib/access/read-access";
import { standingOf } from "@/lib/access/standing";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { secondFactorMethods } from "@/lib/factors/methods";
import { countSignIn } from "@/lib/metrics";
import { readDeviceFacts } from "@/lib/signin/device-at-hand";
import type { loginContract } from "@/lib/signin/login.schema";
import { type ProvenAccount, wrongCredentials } from "@/lib/signin/prove-password";
import type { OwedStep } from "@/lib/signin/steps";
import { issuePreAuthToken, type NewPreAuth, PRE_AUTH_SECONDS, type PreAuth } from "@/lib/tokens/pre-auth-token";

type Unfinished = Exclude<z.input<typeof loginContract.output>, { status: "complete" }>;

/**
 * Keeps what a password proved of a sign-in that owes a step, and gives the attempt back. Nothing is opened that would keep what
 * was learnt of the password, so that is kept now.
 * @returns the token that goes on with it. @throws AppError INVALID_CREDENTIALS when the password was changed since it was proven.
 */
export async function beginSignIn(account: ProvenAccount, signIn: Omit<NewPreAuth, "userId" | "amr" | "provider">): Promise<string> {
  if (account.learntPresets) {
    const proven = { id: account.id, passwordHash: account.passwordHash };
    await db.user.updateMany({ where: proven, data: { passwordPresets: account.learntPresets } });
  }
  const begun = { ...signIn, userId: account.id, amr: ["pwd"], provider: null };
  const token = await issuePreAuthToken(begun, { by: "password", hash: account.passwordHash });
  if (token === null) {
    countSignIn("INVALID_CREDENTIALS");
    throw wrongCredentials();
  }
  await account.giveBack();
  return token;
}

/**
 * Opens a session for a proven account with `open`, whose statement asks whether the device has to be approved: nobody else has to
 * ask before. @returns null where that is owed. @throws what `open` throws.
 */
export async function openUnlessApprovalIsOwed<T>(
  account: ProvenAccount,
  knownHash: string | null,
  open: () => Promise<T>,
): Promise<T | null> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof AppError) || error.type !== "INVALID_CREDENTIALS") throw error;
    if ((await readDeviceFacts(account.id, knownHash)).owesApproval) return null;
    countSignIn(error.type);
    throw error;
  }
}

/** What a program is told of a sign-in that owes a step. */
export async function describeStep(
  step: OwedStep,
  token: string,
  signIn: Pick<PreAuth, "userId" | "amr" | "provider">,
): Promise<Unfinished> {
  const unfinished = { pre_auth_token: token, expires_in: PRE_AUTH_SECONDS };
  if (step === "mfa_required") return { status: step, ...unfinished, methods: await secondFactorMethods(db, signIn) };
  if (step === "device_approval_required") return { status: step, ...unfinished };
  const memberships = await readMemberships(signIn.userId, methodsOf(signIn));
  return { status: step, ...unfinished, organizations: memberships.map(standingOf) };
}
