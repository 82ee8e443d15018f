import { keyedHash } from "@/lib/crypto";
import { db, Prisma, type Tx } from "@/lib/db";
import type { OneTimePurpose } from "@/lib/generated/prisma/enums";
import { hashLinkToken, isCodeHash } from "@/lib/one-time-secret";
import { enqueue } from "@/lib/queue/enqueue";

/** How often a six-digit code may be tried before only a new mail helps: 5 in a million. */
const CODE_ATTEMPTS = 5;

/** How long a token row may wait for its mail to be made, in milliseconds; the mail sets the real end. */
const UNMAILED_LIFE_MS = 24 * 60 * 60 * 1000;

export interface NewOneTimeToken {
  userId: string;
  purpose: OneTimePurpose;
  email: string;
  /** For a registration: the hash of the password typed with it. */
  passwordHash?: string;
  /** The presets that this password satisfies. */
  passwordPresets?: string[];
  /** For a registration without a password: the hash of what the browser holds in which it was made. */
  setUpHash?: string;
  /** Where the request came from, for the mail to say. */
  origin?: { ip?: string | null; userAgent?: string | null };
}

/**
 * Replaces a person's tokens of one kind by a new one, so that only the newest mail counts, and queues its mail.
 * @see addOneTimeToken
 */
export async function issueOneTimeToken(tx: Tx, input: NewOneTimeToken): Promise<void> {
  await revokeOneTimeTokens(tx, input.userId, input.purpose);
  await addOneTimeToken(tx, input);
}

/**
 * Writes a one-time token beside those that are open and queues its mail, both in the caller's transaction. The
 * secrets are minted by the mail's job.
 */
export async function addOneTimeToken(tx: Tx, input: NewOneTimeToken): Promise<void> {
  const { id } = await tx.oneTimeToken.create({
    data: {
      userId: input.userId,
      purpose: input.purpose,
      email: input.email,
      passwordHash: input.passwordHash ?? null,
      passwordPresets: input.passwordPresets ?? [],
      setUpHash: input.setUpHash ?? null,
      expiresAt: new Date(Date.now() + UNMAILED_LIFE_MS),
    },
    select: { id: true },
  });
  await enqueue(tx, "mail.one_time_token", {
    oneTimeTokenId: id,
    ip: input.origin?.ip ?? null,
    userAgent: input.origin?.userAgent ?? null,
  });
}

/** Makes a person's unused tokens of one kind worthless, in the caller's transaction. */
export async function revokeOneTimeTokens(tx: Tx, userId: string, purpose: OneTimePurpose): Promise<void> {
  await tx.$executeRaw`
    WITH open AS (
      SELECT id FROM one_time_tokens
       WHERE user_id = ${userId}::uuid AND purpose = ${purpose}::"OneTimePurpose" AND consumed_at IS NULL
       ORDER BY id FOR UPDATE
    )
    UPDATE one_time_tokens AS t SET consumed_at = now() FROM open WHERE t.id = open.id`;
}

/** A token that is good now. Reading it takes nothing; `takeOneTimeToken` does. */
export interface OpenToken {
  id: string;
  userId: string;
  purpose: OneTimePurpose;
  email: string;
  passwordHash: string | null;
  passwordPresets: string[];
  setUpHash: string | null;
  createdAt: Date;
}

const OPEN_FIELDS = {
  ...{ id: true, userId: true, purpose: true, email: true, createdAt: true },
  ...{ passwordHash: true, passwordPresets: true, setUpHash: true },
} as const;

/** The open token behind a mailed link, or null. */
export async function findLinkToken(token: string, purposes: OneTimePurpose[]): Promise<OpenToken | null> {
  return db.oneTimeToken.findFirst({
    where: { tokenHash: hashLinkToken(token), purpose: { in: purposes }, consumedAt: null, expiresAt: { gt: new Date() } },
    select: OPEN_FIELDS,
  });
}

/**
 * The open token that a six-digit code proves, or null. Each call uses up one try of every code that is open (there
 * are several while somebody registers twice) before it compares, in one statement, so that parallel guesses count
 * too (OWASP ASVS 5.0 §6.6.3). Where none is open a try is written down all the same, under an id made of the person or address: a
 * write takes measurably longer than none, and would say that somebody waits to confirm. The caller must commit
 * it also when nothing was proven, or guesses are free.
 */
export async function findCodeToken(
  tx: Tx,
  whose: { id: string } | { email: string },
  purpose: OneTimePurpose,
  code: string,
): Promise<OpenToken | null> {
  const owner = "id" in whose ? Prisma.sql`u.id = ${whose.id}::uuid` : Prisma.sql`u.email = ${whose.email}`;
  const nobody = keyedHash("code", `${purpose}:${JSON.stringify(whose)}`).slice(0, 32);
  // Written in one order by everybody who writes several, or two would wait for each other.
  const tried = await tx.$queryRaw<{ id: string; codeHash: string | null }[]>`
    WITH open AS (
      SELECT t.id, t.code_hash FROM one_time_tokens t JOIN users u ON u.id = t.user_id
       WHERE ${owner} AND t.purpose = ${purpose}::"OneTimePurpose" AND t.consumed_at IS NULL AND t.expires_at > now()
         AND t.code_hash IS NOT NULL
    ), guessed AS (
      INSERT INTO code_guesses AS g (token_id, guesses, expires_at)
      SELECT id, 1, now() + interval '1 day'
        FROM (SELECT id FROM open UNION ALL SELECT ${nobody}::uuid WHERE NOT EXISTS (SELECT FROM open)) AS asked
       ORDER BY id
          ON CONFLICT (token_id) DO UPDATE SET guesses = g.guesses + 1
   RETURNING g.token_id, g.guesses
    )
    SELECT g.token_id AS id, o.code_hash AS "codeHash" FROM guessed AS g LEFT JOIN open AS o ON o.id = g.token_id
     WHERE g.guesses <= ${CODE_ATTEMPTS}`;
  const proven = tried.find(({ id, codeHash }) => isCodeHash(codeHash ?? "", id, code));
  // Read only now: a row with all that a token holds takes measurably longer than none, and says that there is somebody.
  return proven ? tx.oneTimeToken.findUnique({ where: { id: proven.id }, select: OPEN_FIELDS }) : null;
}

/** Gives a token whose code is new all its tries, in the caller's transaction. */
export async function forgetCodeGuesses(tx: Tx, tokenId: string): Promise<void> {
  await tx.codeGuess.deleteMany({ where: { tokenId } });
}

/**
 * Takes a token, once: true for exactly one of any number of callers, and only while it is still good.
 * One conditional update; the caller's transaction undoes it if the rest fails. The account's row is locked before, as by whoever
 * changes the account and makes its tokens worthless: neither waits for the other.
 */
export async function takeOneTimeToken(tx: Tx, id: string): Promise<boolean> {
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = (SELECT user_id FROM one_time_tokens WHERE id = ${id}::uuid) FOR UPDATE`;
  const { count } = await tx.oneTimeToken.updateMany({
    where: { id, consumedAt: null, expiresAt: { gt: new Date() } },
    data: { consumedAt: new Date() },
  });
  return count === 1;
}
