import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { type ChallengeUse, type TakenChallenge, takeChallenge } from "@/lib/passkeys/challenges";
import type { Assertion } from "@/lib/passkeys/passkeys.schema";
import { amrOf } from "@/lib/passkeys/proof";
import { RELYING_PARTY, userHandle } from "@/lib/passkeys/relying-party";

/** One answer for whatever is wrong with a passkey's signature. */
export const wrongPasskey = (): AppError =>
  new AppError("INVALID_CREDENTIALS", "That passkey was not accepted. Try again, or use another way.");

/** What a passkey proved. */
export interface ProvenPasskey {
  userId: string;
  passkeyId: string;
  /** RFC 8176 method references: the key, its person, and that these are two factors. */
  amr: string[];
  challenge: TakenChallenge;
}

/**
 * Checks what an authenticator signed: a challenge of ours that is used up by it, for this portal, from our own pages, by somebody
 * whom it verified, with a key that an account has (WebAuthn §7.2). A counter that does not rise may be a copied key's: it is
 * refused and recorded (§6.1.1).
 * @throws AppError INVALID_CREDENTIALS, whatever is wrong.
 */
export async function provePasskey(actor: Actor, use: ChallengeUse, response: Assertion): Promise<ProvenPasskey> {
  const challenge = await takeChallenge(use, response.response.clientDataJSON);
  if (!challenge) throw wrongPasskey();
  const credentialId = Uint8Array.from(Buffer.from(response.id, "base64url"));
  const passkey = await db.passkey.findUnique({
    where: { credentialId },
    select: { id: true, userId: true, publicKey: true, isSynced: true },
  });
  if (!passkey || (challenge.userId !== null && challenge.userId !== passkey.userId)) throw wrongPasskey();
  const signed = await readAssertion(response, challenge, passkey);
  if (!signed) throw wrongPasskey();
  if (!(await countUse(passkey.id, signed))) {
    await audit(db, actor, {
      action: "passkey.counter_refused",
      outcome: "denied",
      target: { type: "user", id: passkey.userId },
      details: { passkey_id: passkey.id },
    });
    throw wrongPasskey();
  }
  return { userId: passkey.userId, passkeyId: passkey.id, amr: amrOf(passkey), challenge };
}

interface Signed {
  counter: number;
  isBackedUp: boolean;
}

async function readAssertion(
  { id, rawId, type, response }: Assertion,
  { challenge }: TakenChallenge,
  passkey: { userId: string; publicKey: Uint8Array },
): Promise<Signed | null> {
  const { userHandle: handle, ...answer } = response;
  if (handle && handle !== userHandle(passkey.userId)) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId, type, response: answer, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: RELYING_PARTY.origin,
      expectedRPID: RELYING_PARTY.id,
      requireUserVerification: true,
      // The counter is compared by the statement that keeps it, so that two uses at once are compared as well.
      credential: { id, publicKey: Uint8Array.from(passkey.publicKey), counter: 0 },
    });
    return verified ? { counter: authenticationInfo.newCounter, isBackedUp: authenticationInfo.credentialBackedUp } : null;
  } catch (error) {
    log.info({ err: error }, "what a passkey signed was refused");
    return null;
  }
}

/** Notes the use, unless the counter stands where it stood or before; an authenticator that counts none always says 0. */
async function countUse(id: string, { counter, isBackedUp }: Signed): Promise<boolean> {
  const { count } = await db.passkey.updateMany({
    where: { id, ...(counter === 0 ? { counter: 0 } : { counter: { lt: counter } }) },
    data: { counter, isBackedUp, lastUsedAt: new Date() },
  });
  return count > 0;
}
