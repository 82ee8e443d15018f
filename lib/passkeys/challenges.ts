import { z } from "zod";
import { keyedHash, randomToken, sha256 } from "@/lib/crypto";
import { db } from "@/lib/db";
import type { PasskeyCeremony } from "@/lib/generated/prisma/enums";
import { CEREMONY_MS } from "@/lib/passkeys/relying-party";

/** What a challenge is for, and who alone can use it. */
export interface ChallengeUse {
  ceremony: PasskeyCeremony;
  /** A secret, or a name, that only whoever asked for it holds. */
  holder: string;
}

interface ChallengeFor extends ChallengeUse {
  userId?: string | null;
  /** The address or username that was typed. */
  identifier?: string | null;
}

/** Keeps a new challenge of 256 random bits for five minutes. @returns it, base64url. */
export async function issueChallenge({ ceremony, holder, userId = null, identifier = null }: ChallengeFor): Promise<string> {
  const challenge = randomToken();
  const expiresAt = new Date(Date.now() + CEREMONY_MS);
  await db.passkeyChallenge.create({
    data: {
      challengeHash: sha256(challenge),
      ceremony,
      boundTo: bound({ ceremony, holder }),
      userId,
      identifierHash: identifier === null ? null : hashIdentifier(identifier),
      expiresAt,
    },
    select: { ceremony: true },
  });
  return challenge;
}

/** A challenge that was taken. */
export interface TakenChallenge {
  challenge: string;
  userId: string | null;
  identifierHash: string | null;
}

/**
 * Uses up the challenge that a response says it signed, whoever else sends it at the same moment (WebAuthn §13.4.3).
 * @returns null for one that never was, was used, has run out, or is somebody else's, which stays for them.
 */
export async function takeChallenge(use: ChallengeUse, clientDataJSON: string): Promise<TakenChallenge | null> {
  const challenge = signedChallenge(clientDataJSON);
  if (challenge === null) return null;
  const [taken] = await db.$queryRaw<Omit<TakenChallenge, "challenge">[]>`
    DELETE FROM passkey_challenges
     WHERE challenge_hash = ${sha256(challenge)} AND ceremony = ${use.ceremony}::"PasskeyCeremony"
       AND bound_to = ${bound(use)} AND expires_at > now()
 RETURNING user_id AS "userId", identifier_hash AS "identifierHash"`;
  return taken ? { challenge, ...taken } : null;
}

/** What is kept of an address or username that was typed. */
export const hashIdentifier = (identifier: string): string => keyedHash("passkey", `identifier:${identifier}`);

/** Deletes up to `batch` challenges that have run out. @returns how many went. */
export async function deleteExpiredChallenges(batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM passkey_challenges WHERE challenge_hash IN (
      SELECT challenge_hash FROM passkey_challenges WHERE expires_at < now() ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}

const bound = ({ ceremony, holder }: ChallengeUse): string => keyedHash("passkey", `${ceremony}:${holder}`);

const clientData = z.object({ challenge: z.string().max(128) });

/** The challenge in a response's client data (WebAuthn §5.8.1); null where nothing can be read. */
function signedChallenge(clientDataJSON: string): string | null {
  try {
    return clientData.parse(JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"))).challenge;
  } catch {
    return null;
  }
}
