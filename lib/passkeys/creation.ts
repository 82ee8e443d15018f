import type { z } from "zod";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { ALGORITHMS, type MadePasskey } from "@/lib/passkeys/attestation";
import { PASSKEY_COLUMNS, type PasskeyRow } from "@/lib/passkeys/passkeys";
import { type creationOptions, MOST_PASSKEYS } from "@/lib/passkeys/passkeys.schema";
import { CEREMONY_MS, RELYING_PARTY, userHandle } from "@/lib/passkeys/relying-party";

/**
 * What an authenticator is asked to make: a key that it can find by itself and that asks for its person each time. One that
 * holds a passkey of this account already is not asked.
 * @throws AppError CONFLICT for more than twenty.
 */
export async function optionsFor(
  person: { id: string; email: string; name: string | null },
  challenge: string,
): Promise<z.input<typeof creationOptions>> {
  const had = await db.passkey.findMany({ where: { userId: person.id }, select: { credentialId: true, transports: true } });
  if (had.length >= MOST_PASSKEYS) throw conflict(`You have ${MOST_PASSKEYS} passkeys. Remove one first.`);
  return {
    rp: { id: RELYING_PARTY.id, name: RELYING_PARTY.name },
    user: { id: userHandle(person.id), name: person.email, displayName: person.name ?? person.email },
    challenge,
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    timeout: CEREMONY_MS,
    excludeCredentials: had.map(descriptorOf),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    attestation: "none",
  };
}

/** A passkey as WebAuthn names it. */
export const descriptorOf = ({ credentialId, transports }: { credentialId: Uint8Array; transports: string[] }) => ({
  id: Buffer.from(credentialId).toString("base64url"),
  type: "public-key" as const,
  transports,
});

/** Writes a new passkey in the caller's transaction. @throws AppError CONFLICT for one that somebody has already. */
export async function insertPasskey(tx: Tx, userId: string, made: MadePasskey, name: string | undefined): Promise<PasskeyRow> {
  try {
    return await tx.passkey.create({ data: { ...made, userId, name: name ?? made.name }, select: PASSKEY_COLUMNS });
  } catch (error) {
    if (isUniqueViolation(error)) throw conflict("This passkey is in use already.");
    throw error;
  }
}
