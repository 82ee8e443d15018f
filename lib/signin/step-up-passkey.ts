import type { z } from "zod";
import { acrOf } from "@/lib/access/acr";
import type { Actor, UserActor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { proofEnd } from "@/lib/access/fresh-proof";
import { db } from "@/lib/db";
import { limit } from "@/lib/limits/limit";
import { provePasskey, wrongPasskey } from "@/lib/passkeys/assertion";
import { issueChallenge } from "@/lib/passkeys/challenges";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { requestFor } from "@/lib/signin/passkey";
import { raise } from "@/lib/signin/step-up";
import type { beginPasskeyProofContract, passkeyProofContract } from "@/lib/signin/step-up.schema";

/** No other ceremony has a holder of this kind: what is signed here proves nothing elsewhere. */
const ceremonyOf = ({ sessionId }: UserActor) => ({ ceremony: "second_factor", holder: `step-up:${sessionId}` }) as const;

/** What a passkey of the signed-in person is to sign, in this session alone. @throws AppError UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED. */
export async function beginPasskeyProof(actor: Actor): Promise<z.input<typeof beginPasskeyProofContract.output>> {
  const user = requireInPerson(actor, "password.prove");
  await limit("passkey.options.ip", actor.context.ip ?? "unknown");
  const passkeys = await db.passkey.findMany({ where: { userId: user.userId }, select: { credentialId: true, transports: true } });
  const challenge = await issueChallenge({ ...ceremonyOf(user), userId: user.userId });
  const allowed = passkeys.map(({ credentialId, transports }) => {
    return { id: Buffer.from(credentialId).toString("base64url"), type: "public-key" as const, transports };
  });
  return { public_key: requestFor(challenge, allowed) };
}

/**
 * Proves anew who the signed-in person is by a passkey, which proves both factors at once and so takes the place of everything that
 * `stepUp` asks. @throws AppError INVALID_CREDENTIALS, whatever is wrong with it; RATE_LIMITED; FORBIDDEN for whoever acts as them.
 */
export async function stepUpWithPasskey(
  actor: Actor,
  { response }: z.output<typeof passkeyProofContract.input>,
): Promise<z.input<typeof passkeyProofContract.output>> {
  const user = requireInPerson(actor, "password.prove");
  await limit("passkey.ip", actor.context.ip ?? "unknown");
  const proven = await provePasskey(actor, ceremonyOf(user), response);
  if (proven.userId !== user.userId) throw wrongPasskey();
  const { authTime, amr } = await db.$transaction((tx) => raise(tx, user, proven.amr));
  forgetCachedSessions(user.userId);
  return { acr: acrOf(amr), auth_time: authTime.toISOString(), expires_at: proofEnd({ authTime }).toISOString() };
}
