import { createHash, randomBytes } from "node:crypto";
import { constantTimeEqual, keyedHash } from "@/lib/crypto";
import { pool } from "@/lib/db";

/** Work that buys one attempt, as callers are told of it: `error.details.challenge`. */
export interface Challenge {
  type: "proof_of_work";
  /** Bits, end, a random name and our signature; good for whom it was given to alone. */
  challenge: string;
  /** SHA-256 of `challenge`, a colon and a decimal number has to begin with so many zero bits. The proof is that text. */
  bits: number;
  /** Seconds. */
  expires_in: number;
}

/** Long enough for a slow telephone, in seconds. */
const LIFE_SECONDS = 600;

/** About half a second in a browser, and four; who has waited for longer is asked for more. */
const BITS = { least: 16, most: 19 };

/**
 * Work to be done instead of waiting. Nothing is stored: the challenge carries our signature.
 * @param whose for whom it is good, such as an account as it was typed.
 * @param waitSeconds what it stands for: the longer, the more work.
 */
export function newChallenge(whose: string, waitSeconds: number): Challenge {
  const bits = Math.min(BITS.most, BITS.least + Math.max(0, Math.floor(Math.log2(waitSeconds / 4) / 2)));
  const body = `${bits}.${Math.floor(Date.now() / 1000) + LIFE_SECONDS}.${randomBytes(12).toString("base64url")}`;
  return { type: "proof_of_work", challenge: `${body}.${signature(body, whose)}`, bits, expires_in: LIFE_SECONDS };
}

const signature = (body: string, whose: string): string => keyedHash("challenge", `${body}:${whose}`).slice(0, 32);

/**
 * Takes the proof of a challenge that was given to `whose`, once: true for exactly one of any number of callers, on any instance.
 * @throws Error when the database cannot be reached.
 */
export async function takeProof(whose: string, proof: string): Promise<boolean> {
  const [, body, bits, end, name, given] = /^(([0-9]{1,2})\.([0-9]{1,12})\.([\w-]{16}))\.([0-9a-f]{32}):[0-9]{1,12}$/.exec(proof) ?? [];
  if (!body || !given || !constantTimeEqual(given, signature(body, whose))) return false;
  const endsAt = Number(end) * 1000;
  if (endsAt <= Date.now() || leadingZeros(createHash("sha256").update(proof).digest()) < Number(bits)) return false;
  // The row is in the way of a second use until the challenge has ended by itself; the clean-up of counters takes it.
  const taken = await pool.query("INSERT INTO rate_limits (key, points, expire) VALUES ($1, 1, $2) ON CONFLICT DO NOTHING", [
    `proof:${name}`,
    endsAt,
  ]);
  return taken.rowCount === 1;
}

function leadingZeros(hash: Uint8Array): number {
  const first = hash.findIndex((byte) => byte !== 0);
  return first < 0 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24;
}
