import type { z } from "zod";
import { acrOf } from "@/lib/access/acr";
import type { Actor, UserActor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { findProofWays, freshProofRequired, proofEnd } from "@/lib/access/fresh-proof";
import { PROVIDER_OF_METHOD } from "@/lib/access/policy";
import { proveCurrentPassword } from "@/lib/accounts/current-password";
import { lockAccount } from "@/lib/accounts/profile";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { invalidInput, unauthenticated } from "@/lib/errors";
import { takeCode } from "@/lib/factors/take-code";
import { limit } from "@/lib/limits/limit";
import { type RaisedProof, raiseProof } from "@/lib/sessions/raise-proof";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { AMR_OF_CODE } from "@/lib/signin/second-factor";
import type { ProofCode, proofWaysContract, stepUpContract } from "@/lib/signin/step-up.schema";
import { SECOND_FACTOR } from "@/lib/tokens/pre-auth-token";

type Input = z.output<typeof stepUpContract.input>;

/** By what the signed-in person proves anew who they are; nothing while an administrator acts as them. @throws AppError UNAUTHENTICATED, FORBIDDEN. */
export async function describeProof(actor: Actor): Promise<z.input<typeof proofWaysContract.output>> {
  const user = requireInPerson(actor, "password.prove");
  return { methods: await findProofWays(user), email: user.email, provider: namedProvider(user.provider) };
}

const namedProvider = (provider: string | null | undefined) =>
  (["google", "github", "microsoft"] as const).find((name) => PROVIDER_OF_METHOD[name] === provider) ?? null;

/**
 * Proves anew who the signed-in person is, with all that signing in would ask of them: the password where there is one, and the
 * second factor where one is owed. What asked for a fresh proof opens to this session from then on, for a browser and a
 * program alike. Guesses are counted by account, together with those at sign-ins that are under way.
 * @throws AppError VALIDATION_ERROR beside what is wrong or missing; STEP_UP_REQUIRED where only signing in again proves it;
 * RATE_LIMITED; FORBIDDEN for whoever acts as them.
 */
export async function stepUp(actor: Actor, input: Input): Promise<z.input<typeof stepUpContract.output>> {
  const user = requireInPerson(actor, "password.prove");
  const ways = await findProofWays(user);
  const asks = { password: ways.includes("password"), code: ways.includes("totp") || ways.includes("recovery_code") };
  if (!asks.password && !asks.code) throw freshProofRequired(ways);
  const missing = {
    ...(asks.password && input.password === undefined ? { password: ["Enter your password."] } : {}),
    ...(asks.code && !(input.method && input.code) ? { code: ["Type a code of your second factor."] } : {}),
  };
  if (Object.keys(missing).length > 0) throw invalidInput(missing);
  // A wrong password uses no code up.
  if (asks.password && input.password !== undefined) await proveCurrentPassword(user, input.password, "password");
  const raised =
    asks.code && input.method && input.code
      ? await proveWithCode(user, { method: input.method, code: input.code })
      : await db.$transaction((tx) => raise(tx, user, ["pwd"]));
  forgetCachedSessions(user.userId);
  const { authTime, amr } = raised;
  return { acr: acrOf(amr), auth_time: authTime.toISOString(), expires_at: proofEnd({ authTime }).toISOString() };
}

/** Takes the code and notes the proof, together. Guesses are the second factor's, wherever they are made. */
async function proveWithCode(user: UserActor, { method, code }: { method: ProofCode; code: string }): Promise<RaisedProof> {
  const spent = await limit("mfa.account", user.userId);
  const target = { type: "user", id: user.userId } as const;
  const wrong = invalidInput({ code: ["That code is not right, or was used before."] });
  const raised = await db
    .$transaction(async (tx) => {
      // The account first, as whoever takes its factors and sessions away does: neither waits for the other.
      await lockAccount(tx, user.userId);
      if (!(await takeCode(tx, user.userId, method, code))) throw wrong;
      if (method === "recovery_code") await tellOwner(tx, user, "recovery_code_used", { userId: user.userId, to: user.email });
      return raise(tx, user, [...(await provenPassword(tx, user)), AMR_OF_CODE[method], SECOND_FACTOR]);
    })
    .catch(async (error: unknown) => {
      if (error === wrong) await audit(db, user, { action: "factor.failed", outcome: "failure", target, details: { method } });
      throw error;
    });
  await spent.refund();
  return raised;
}

/** An account that has a password has proven it by now. */
async function provenPassword(tx: Tx, user: UserActor): Promise<"pwd"[]> {
  return (await tx.user.count({ where: { id: user.userId, passwordHash: { not: null } } })) > 0 ? ["pwd"] : [];
}

/** Notes a whole proof, and writes down that it was given. @throws AppError UNAUTHENTICATED when the session has ended. */
export async function raise(tx: Tx, user: UserActor, amr: string[]): Promise<RaisedProof> {
  const raised = await raiseProof(tx, user, amr);
  if (!raised) throw unauthenticated();
  await audit(tx, user, { action: "session.proven", target: { type: "user", id: user.userId }, details: { amr } });
  return raised;
}
