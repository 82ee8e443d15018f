import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { lockAccount } from "@/lib/accounts/profile";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { provePasskey } from "@/lib/passkeys/assertion";
import { issueChallenge } from "@/lib/passkeys/challenges";
import { descriptorOf } from "@/lib/passkeys/creation";
import type { Assertion } from "@/lib/passkeys/passkeys.schema";
import { requestFor } from "@/lib/signin/passkey";
import type { passkeyFactorOptionsContract } from "@/lib/signin/passkey.schema";
import type { Person } from "@/lib/signin/person";
import type { Door } from "@/lib/signin/steps";
import { findWaiting, notePassed } from "@/lib/signin/waiting-sign-in";
import { noSuchSignIn, type PreAuth } from "@/lib/tokens/pre-auth-token";

type Asked = z.output<typeof passkeyFactorOptionsContract.input>;
type Options = z.input<typeof passkeyFactorOptionsContract.output>;

/**
 * What a passkey is to sign as the second factor of a program's sign-in that was begun: one of its person's, who has proven the
 * first factor. Only this sign-in can use it.
 * @throws AppError TOKEN_REVOKED, RATE_LIMITED.
 */
export const passkeyFactorOptions = (actor: Actor, input: Asked): Promise<Options> => optionsFor(actor, input, "program");

/** The same for a browser's sign-in. @throws what `passkeyFactorOptions` throws. */
export const browserPasskeyFactorOptions = (actor: Actor, input: Asked): Promise<Options> => optionsFor(actor, input, "browser");

async function optionsFor(actor: Actor, { pre_auth_token: token }: Asked, door: Door): Promise<Options> {
  const { userId } = await findWaiting(actor, token, door);
  const passkeys = await db.passkey.findMany({ where: { userId }, select: { credentialId: true, transports: true } });
  const challenge = await issueChallenge({ ceremony: "second_factor", holder: token, userId });
  return { public_key: requestFor(challenge, passkeys.map(descriptorOf)) };
}

/**
 * Proves the second factor of a sign-in by a passkey of its person, and notes it. A signature cannot be guessed:
 * it is not counted with the codes, whose limits others can use up.
 * @throws AppError INVALID_CREDENTIALS, TOKEN_REVOKED, RATE_LIMITED.
 */
export async function provePasskeyFactor(
  actor: Actor,
  { pre_auth_token: token, response, trust_device = false }: { pre_auth_token: string; response: Assertion; trust_device?: boolean },
  door: Door,
): Promise<{ preAuth: PreAuth; person: Person }> {
  const begun = await findWaiting(actor, token, door);
  const target = { type: "user", id: begun.userId } as const;
  const method = "passkey";
  const proven = await provePasskey(actor, { ceremony: "second_factor", holder: token }, response).catch(async (error: unknown) => {
    if (error instanceof AppError) await audit(db, actor, { action: "factor.failed", outcome: "failure", target, details: { method } });
    throw error;
  });
  // The challenge names its person; this holds should it ever not.
  if (proven.userId !== begun.userId) throw noSuchSignIn();
  return db.$transaction(async (tx) => {
    // The account first, as whoever takes its passkeys and sign-ins away does: neither waits for the other.
    await lockAccount(tx, begun.userId);
    return notePassed(tx, actor, begun, { method, amr: proven.amr, trust: trust_device });
  });
}
