import type { z } from "zod";
import { methodsOf } from "@/lib/access/policy";
import { readMemberships } from "@/lib/access/read-access";
import { standingOf } from "@/lib/access/standing";
import { db } from "@/lib/db";
import type { loginContract } from "@/lib/signin/login.schema";
import type { ProvenAccount } from "@/lib/signin/prove-password";
import { issuePreAuthToken, PRE_AUTH_SECONDS, type PreAuth } from "@/lib/tokens/pre-auth-token";

type Unfinished = Exclude<z.input<typeof loginContract.output>, { status: "complete" }>;

/**
 * Keeps what a password proved of a sign-in that owes a step, and gives the attempt back. Nothing is opened that would keep what
 * was learnt of the password, so that is kept now. @returns the token that goes on with it.
 */
export async function beginSignIn(
  account: ProvenAccount,
  { kind, deviceName, selects }: Pick<PreAuth, "kind" | "deviceName" | "selects">,
): Promise<string> {
  if (account.learntPresets) {
    const proven = { id: account.id, passwordHash: account.passwordHash };
    await db.user.updateMany({ where: proven, data: { passwordPresets: account.learntPresets } });
  }
  const token = await issuePreAuthToken({ userId: account.id, amr: ["pwd"], provider: null, kind, deviceName, selects });
  await account.giveBack();
  return token;
}

/** What a program is told of a sign-in that owes a step. */
export async function describeStep(
  step: "mfa_required" | "organization_selection",
  token: string,
  signIn: Pick<PreAuth, "userId" | "amr" | "provider">,
): Promise<Unfinished> {
  const unfinished = { pre_auth_token: token, expires_in: PRE_AUTH_SECONDS };
  if (step === "mfa_required") return { status: step, ...unfinished, methods: ["totp", "recovery_code"] };
  const memberships = await readMemberships(signIn.userId, methodsOf(signIn));
  return { status: step, ...unfinished, organizations: memberships.map(standingOf) };
}
