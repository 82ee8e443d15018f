import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { log } from "@/lib/log";
import { proposedName } from "@/lib/passkeys/authenticators";
import type { TakenChallenge } from "@/lib/passkeys/challenges";
import type { Attestation } from "@/lib/passkeys/passkeys.schema";
import { RELYING_PARTY } from "@/lib/passkeys/relying-party";

/** EdDSA, ECDSA with P-256, and RSA for Windows Hello (COSE algorithms; WebAuthn §5.4, note on `pubKeyCredParams`). */
export const ALGORITHMS: readonly number[] = [-8, -7, -257];

/** What is kept of a passkey that was just made. */
export interface MadePasskey {
  credentialId: Uint8Array<ArrayBuffer>;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: bigint;
  transports: string[];
  isSynced: boolean;
  isBackedUp: boolean;
  aaguid: string;
  /** A name for it, where the person gives none. */
  name: string;
}

/**
 * Reads a new passkey out of an authenticator's answer: made for this portal, from our own pages, over this very challenge, by
 * somebody whom the authenticator verified (WebAuthn §7.1). Who made the authenticator is not asked.
 * @returns null for anything else.
 */
export async function readAttestation(
  { id, rawId, type, response }: Attestation,
  { challenge }: TakenChallenge,
  userAgent: string | null,
): Promise<MadePasskey | null> {
  try {
    const { verified, registrationInfo: made } = await verifyRegistrationResponse({
      response: { id, rawId, type, response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: RELYING_PARTY.origin,
      expectedRPID: RELYING_PARTY.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    if (!verified) return null;
    return {
      credentialId: Uint8Array.from(Buffer.from(made.credential.id, "base64url")),
      publicKey: Uint8Array.from(made.credential.publicKey),
      counter: BigInt(made.credential.counter),
      transports: response.transports ?? [],
      isSynced: made.credentialDeviceType === "multiDevice",
      isBackedUp: made.credentialBackedUp,
      aaguid: made.aaguid,
      name: proposedName(made.aaguid, userAgent),
    };
  } catch (error) {
    // The library says by throwing what is not right.
    log.info({ err: error }, "a new passkey was refused");
    return null;
  }
}
