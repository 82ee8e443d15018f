import { randomToken, sha256 } from "@/lib/crypto";
import { db, Prisma, queryPrepared, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { SessionKind } from "@/lib/sessions/lifetimes";

/** How long a sign-in may stay unfinished, in seconds. */
export const PRE_AUTH_SECONDS = 600;

/** What says in `amr` that more than one factor was proven (RFC 8176 §2). */
export const SECOND_FACTOR = "mfa";

/** A sign-in that is not finished. */
export interface PreAuth {
  tokenHash: string;
  userId: string;
  kind: SessionKind;
  amr: string[];
  /** Through whom, as NextAuth names them; null for a password. */
  provider: string | null;
  deviceName: string | null;
  /** Whether an organization is to be chosen before the session is opened. */
  selects: boolean;
  /** Whether the account owes a second factor to every sign-in. */
  hasSecondFactor: boolean;
}

/** Keeps what somebody has proven so far. The token exists nowhere but in the answer; it opens nothing by itself. */
export async function issuePreAuthToken(input: Omit<PreAuth, "tokenHash" | "hasSecondFactor">): Promise<string> {
  const token = randomToken();
  await db.preAuthToken.create({
    data: {
      tokenHash: sha256(token),
      userId: input.userId,
      sessionKind: input.kind,
      amr: input.amr,
      provider: input.provider,
      deviceName: input.deviceName,
      selects: input.selects,
      expiresAt: new Date(Date.now() + PRE_AUTH_SECONDS * 1000),
    },
  });
  return token;
}

/** One answer for a token that never was, was used or has run out. */
export const noSuchSignIn = () => new AppError("TOKEN_REVOKED", "This sign-in is no longer good. Sign in again.");

/** What a token stands for, without using it up. @throws AppError TOKEN_REVOKED. */
export async function findPreAuth(token: string): Promise<PreAuth> {
  const [found] = await queryPrepared<PreAuth>(
    "pre-auth.find",
    Prisma.sql`SELECT p.token_hash AS "tokenHash", p.user_id AS "userId", p.session_kind AS kind, p.amr, p.provider,
                      p.device_name AS "deviceName", p.selects, u.second_factor AS "hasSecondFactor"
                 FROM pre_auth_tokens AS p JOIN users AS u ON u.id = p.user_id
                WHERE p.token_hash = ${sha256(token)} AND p.expires_at > now()`,
  );
  if (!found) throw noSuchSignIn();
  return found;
}

/**
 * Notes what else was proven, in the caller's transaction. @returns the methods proven so far; null when the token was used
 * meanwhile or has run out.
 */
export async function addProof(tx: Tx, preAuth: PreAuth, methods: string[]): Promise<string[] | null> {
  const [row] = await tx.preAuthToken.updateManyAndReturn({
    where: { tokenHash: preAuth.tokenHash, expiresAt: { gt: new Date() } },
    data: { amr: { push: methods } },
    select: { amr: true },
  });
  return row?.amr ?? null;
}

/**
 * Parts of a `WITH` that use a token up, whoever else tries at the same moment, and yield its person as `person`.
 * Where the account was deactivated, its password changed after the token was given, it waits to be erased, or owes a second
 * factor that was not proven, there is nobody and the token stays.
 */
export const takePreAuth = ({ tokenHash }: PreAuth): Prisma.Sql[] => [
  Prisma.sql`
    taken AS (
      DELETE FROM pre_auth_tokens AS p USING users AS u
       WHERE p.token_hash = ${tokenHash} AND p.expires_at > now() AND u.id = p.user_id
         AND u.is_active AND u.erase_after IS NULL AND NOT u.must_reset_password
         AND (u.password_changed_at IS NULL OR u.password_changed_at <= p.created_at)
         AND (NOT u.second_factor OR ${SECOND_FACTOR} = ANY (p.amr))
   RETURNING p.user_id, p.created_at, p.amr
    )`,
  // Asked again under the row's lock: the account may have changed since this statement began.
  Prisma.sql`
    person AS (
      UPDATE users AS u SET last_sign_in_at = now() FROM taken
       WHERE u.id = taken.user_id AND u.is_active AND NOT u.must_reset_password
         AND (u.password_changed_at IS NULL OR u.password_changed_at <= taken.created_at)
         AND (NOT u.second_factor OR ${SECOND_FACTOR} = ANY (taken.amr))
   RETURNING u.id
    )`,
];

/** Deletes up to `batch` unfinished sign-ins that have run out. @returns how many went. */
export async function deleteExpiredPreAuth(batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM pre_auth_tokens WHERE id IN (
      SELECT id FROM pre_auth_tokens WHERE expires_at < now() ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}
