import { availableParallelism } from "node:os";
import { genSaltSync } from "bcryptjs";
import { constantTimeEqual } from "@/lib/crypto";
import { env } from "@/lib/env";
import type { DerivedHash } from "@/lib/passwords/derived-formats";
import {
  ARGON2,
  bcryptSalt,
  bcryptSha256Key,
  formatBcryptSha256,
  normalisePassword,
  parseStored,
  type StoredHash,
} from "@/lib/passwords/formats";
import { jobsAhead } from "@/lib/passwords/jobs-ahead";
import { type PoolStatistics, type Priority, WorkerPool } from "@/lib/passwords/pool";
import type { HashJob } from "@/lib/passwords/pool-jobs";
import { threadFile } from "@/lib/passwords/thread";
import { processSingleton } from "@/lib/process-singleton";

export interface Verification {
  ok: boolean;
  /** True when the hash should be made anew with today's settings; only ever together with `ok`. */
  needsUpgrade: boolean;
}

const isArgon2 = env.PASSWORD_HASH === "argon2id";

/** Checked against when there is nothing to check against: made-up, at today's cost, and matched by no password. */
const DUMMY: StoredHash = isArgon2
  ? { scheme: "argon2", variant: "argon2id", ...ARGON2 }
  : { scheme: "bcrypt-sha256", rounds: env.BCRYPT_ROUNDS, salt: "PorticoPorticoPorticou", digest: "" };

const DUMMY_ARGON2 = `$argon2id$v=19$m=${ARGON2.memoryCost},t=${ARGON2.timeCost},p=${ARGON2.parallelism}$UG9ydGljb1BvcnRpY28hIQ$${"A".repeat(43)}`;

const threads = (): number => {
  if (env.HASH_WORKERS > 0) return env.HASH_WORKERS;
  // argon2 moves 19 MiB through memory at each hash: a core that is left alone keeps requests quick.
  return isArgon2 ? Math.max(1, availableParallelism() - 1) : availableParallelism();
};

const pool = (): WorkerPool =>
  processSingleton(
    "hash-pool",
    () =>
      new WorkerPool({
        file: threadFile("hash-worker.mjs"),
        size: threads(),
        maxWaitMs: 10_000,
        maxQueued: 500,
        ahead: isArgon2 ? jobsAhead() : () => 0,
        threadPriority: threads() < availableParallelism() ? "usual" : "lower",
        firstEstimateMs: isArgon2 ? 40 : 300 * 2 ** (env.BCRYPT_ROUNDS - 12),
      }),
  );

/**
 * Hashes a password at today's settings (PASSWORD_HASH, BCRYPT_ROUNDS) on the hash pool.
 * bcrypt is passlib's bcrypt_sha256, argon2id a PHC string.
 * @throws AppError UNAVAILABLE when the queue is full.
 */
export async function hashPassword(plain: string, priority: Priority = "normal"): Promise<string> {
  const password = normalisePassword(plain);
  if (isArgon2) return String(await pool().run({ kind: "argon2.hash", password, ...ARGON2 }, priority));
  const salt = genSaltSync(env.BCRYPT_ROUNDS).slice(7);
  const digest = await bcryptDigest(bcryptSha256Key(salt, password), env.BCRYPT_ROUNDS, salt, priority);
  return formatBcryptSha256(env.BCRYPT_ROUNDS, salt, digest);
}

/**
 * Checks a password against a stored hash. Without one (`null`), and with one of an unknown format, the answer
 * is no after the same work, so that the time tells nothing.
 * @throws AppError UNAVAILABLE when the queue is full.
 */
export async function verifyPassword(plain: string, stored: string | null, priority: Priority = "normal"): Promise<Verification> {
  const parsed = stored === null ? null : parseStored(stored);
  const matches = await check(plain, parsed ?? DUMMY, parsed && stored ? stored : DUMMY_ARGON2, priority);
  const ok = parsed !== null && matches;
  return { ok, needsUpgrade: ok && !isCurrent(parsed) };
}

/** Whether a hash of another system can be checked here: its form is known and its cost bearable. */
export const isHashTaken = (stored: string): boolean => parseStored(stored) !== null;

/** How the hash pool is doing, for health and metrics. */
export function hashQueueStatistics(): PoolStatistics {
  return pool().statistics();
}

/** Ends the hash pool's threads for good: at shutdown, after the last request was answered. */
export async function closeHashPool(): Promise<void> {
  await pool().close();
}

async function check(plain: string, hash: StoredHash, phc: string, priority: Priority): Promise<boolean> {
  if (hash.scheme === "argon2") {
    return (await pool().run({ kind: "argon2.verify", password: normalisePassword(plain), stored: phc }, priority)) === true;
  }
  if (hash.scheme !== "bcrypt" && hash.scheme !== "bcrypt-sha256") {
    // Other systems hashed what was typed.
    return constantTimeEqual(String(await pool().run(derivation(plain, hash), priority)), hash.digest);
  }
  // A plain bcrypt hash comes from another system, which hashed what was typed, up to byte 72.
  const key = hash.scheme === "bcrypt" ? plain : bcryptSha256Key(hash.salt, normalisePassword(plain));
  return constantTimeEqual(await bcryptDigest(key, hash.rounds, hash.salt, priority), hash.digest);
}

function derivation(password: string, hash: DerivedHash): HashJob {
  const common = { password, salt: hash.salt, length: Buffer.byteLength(hash.digest, "base64") };
  if (hash.scheme === "pbkdf2") return { kind: "pbkdf2", ...common, hash: hash.hash, iterations: hash.iterations };
  return { kind: hash.scheme, ...common, cost: hash.cost, blockSize: hash.blockSize, parallelism: hash.parallelism };
}

/** The last 31 characters of bcrypt's answer, which follow version, cost and salt. */
async function bcryptDigest(key: string, rounds: number, salt: string, priority: Priority): Promise<string> {
  return String(await pool().run({ kind: "bcrypt", key, salt: bcryptSalt(rounds, salt) }, priority)).slice(29);
}

function isCurrent(hash: StoredHash): boolean {
  if (hash.scheme === "bcrypt-sha256") return !isArgon2 && hash.rounds === env.BCRYPT_ROUNDS;
  return (
    isArgon2 &&
    hash.scheme === "argon2" &&
    hash.variant === "argon2id" &&
    hash.memoryCost === ARGON2.memoryCost &&
    hash.timeCost === ARGON2.timeCost &&
    hash.parallelism === ARGON2.parallelism
  );
}
