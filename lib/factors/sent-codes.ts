import type { Actor } from "@/lib/access/actor";
import { isKeyedHash, keyedHash } from "@/lib/crypto";
import { db, Prisma, type Tx } from "@/lib/db";
import type { SentMethod } from "@/lib/factors/factors.schema";
import { orderedId } from "@/lib/ordered-id";
import { enqueue } from "@/lib/queue/enqueue";

/** How long a code that is sent may be typed, in seconds (NIST SP 800-63B-4 §3.1.3.2: ten minutes at most). */
export const SENT_CODE_SECONDS = 600;

/** How often one code may be tried before only a new one helps. */
const TRIES = 5;

/** What a code is good for: a sign-in, by the hash of its token, or the set-up of a factor. */
export type CodePurpose = { preAuthHash: string } | { factorId: string };

const preAuthHashOf = (purpose: CodePurpose): string | null => ("preAuthHash" in purpose ? purpose.preAuthHash : null);

/**
 * What the database keeps of a code: HMAC-SHA-256 under a key that it does not hold, hex. Its row and its sign-in are part of the
 * input, so that it proves nothing anywhere else (OWASP ASVS 5.0 §6.6.2).
 */
export const hashSentCode = (id: string, preAuthHash: string | null, code: string): string =>
  keyedHash("code", textOf(id, preAuthHash, code));

const textOf = (id: string, preAuthHash: string | null, code: string): string => `sent:${id}:${preAuthHash ?? "set-up"}:${code}`;

/**
 * Has a code sent, in the caller's transaction; the one before it for the same purpose is worth nothing from now on. The code
 * itself is made by the job that sends it.
 */
export async function issueSentCode(tx: Tx, actor: Actor, factor: { id: string; kind: SentMethod }, purpose: CodePurpose): Promise<void> {
  const id = orderedId(Date.now());
  const expiresAt = new Date(Date.now() + SENT_CODE_SECONDS * 1000);
  await tx.$executeRaw`
    INSERT INTO sent_codes (id, factor_id, pre_auth_hash, expires_at)
    VALUES (${id}::uuid, ${factor.id}::uuid, ${preAuthHashOf(purpose)}, ${expiresAt})
    ON CONFLICT (factor_id, pre_auth_hash) DO UPDATE
      SET id = EXCLUDED.id, code_hash = NULL, tries = 0, expires_at = EXCLUDED.expires_at`;
  const job = { sentCodeId: id, ip: actor.context.ip, userAgent: actor.context.userAgent };
  // Seven attempts fill the ten minutes that the code has.
  await enqueue(tx, factor.kind === "email" ? "mail.factor_code" : "sms.factor_code", job, { maxAttempts: 7 });
}

/**
 * Whether a code was sent for this purpose and is good: then which one, for `takeSentCode`. Uses up one of its tries before it
 * compares, in one statement that commits by itself, so that parallel guesses count too.
 */
export async function trySentCode(purpose: CodePurpose, kind: SentMethod, code: string): Promise<string | null> {
  const match =
    "preAuthHash" in purpose
      ? Prisma.sql`s.pre_auth_hash = ${purpose.preAuthHash} AND f.confirmed_at IS NOT NULL`
      : Prisma.sql`s.factor_id = ${purpose.factorId}::uuid AND s.pre_auth_hash IS NULL`;
  const [tried] = await db.$queryRaw<{ id: string; codeHash: string }[]>`
    UPDATE sent_codes AS s SET tries = s.tries + 1 FROM code_factors AS f
     WHERE f.id = s.factor_id AND f.kind = ${kind}::"CodeFactorKind" AND ${match}
       AND s.code_hash IS NOT NULL AND s.expires_at > now() AND s.tries < ${TRIES}
 RETURNING s.id, s.code_hash AS "codeHash"`;
  if (!tried) return null;
  return isKeyedHash("code", textOf(tried.id, preAuthHashOf(purpose), code), tried.codeHash) ? tried.id : null;
}

/** Takes a code, once: true for exactly one of any number of callers, and only while it is good. */
export async function takeSentCode(tx: Tx, id: string): Promise<boolean> {
  const [taken] = await tx.$queryRaw<{ factorId: string }[]>`
    DELETE FROM sent_codes WHERE id = ${id}::uuid AND expires_at > now() RETURNING factor_id AS "factorId"`;
  if (!taken) return false;
  await tx.codeFactor.updateMany({ where: { id: taken.factorId }, data: { lastUsedAt: new Date() } });
  return true;
}

/** Deletes up to `batch` codes that have run out. @returns how many went. */
export async function deleteExpiredSentCodes(batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM sent_codes WHERE id IN (
      SELECT id FROM sent_codes WHERE expires_at < now() ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}
