import { randomToken, sha256 } from "@/lib/crypto";
import { db, Prisma, queryPrepared } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { SessionKind } from "@/lib/sessions/lifetimes";

/** How long a sign-in may stay unfinished, in seconds. */
export const PRE_AUTH_SECONDS = 600;

/** A sign-in that is not finished. */
export interface PreAuth {
  tokenHash: string;
  userId: string;
  kind: SessionKind;
  amr: string[];
  deviceName: string | null;
}

/** Keeps what somebody has proven so far. The token exists nowhere but in the answer; it opens nothing by itself. */
export async function issuePreAuthToken(input: Omit<PreAuth, "tokenHash">): Promise<string> {
  const token = randomToken();
  await db.preAuthToken.create({
    data: {
      tokenHash: sha256(token),
      userId: input.userId,
      sessionKind: input.kind,
      amr: input.amr,
      deviceName: input.deviceName,
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
    Prisma.sql`SELECT token_hash AS "tokenHash", user_id AS "userId", session_kind AS kind, amr, device_name AS "deviceName"
                 FROM pre_auth_tokens WHERE token_hash = ${sha256(token)} AND expires_at > now()`,
  );
  if (!found) throw noSuchSignIn();
  return found;
}

/**
 * Parts of a `WITH` that use a token up, whoever else tries at the same moment, and yield its person as `person`.
 * Where the account was deactivated, its password changed after the token was given, or it waits to be erased, there is
 * nobody and the token stays.
 */
export const takePreAuth = ({ tokenHash }: PreAuth): Prisma.Sql[] => [
  Prisma.sql`
    taken AS (
      DELETE FROM pre_auth_tokens AS p USING users AS u
       WHERE p.token_hash = ${tokenHash} AND p.expires_at > now() AND u.id = p.user_id
         AND u.is_active AND u.erase_after IS NULL AND NOT u.must_reset_password
         AND (u.password_changed_at IS NULL OR u.password_changed_at <= p.created_at)
   RETURNING p.user_id, p.created_at
    )`,
  // Asked again under the row's lock: the account may have changed since this statement began.
  Prisma.sql`
    person AS (
      UPDATE users AS u SET last_sign_in_at = now() FROM taken
       WHERE u.id = taken.user_id AND u.is_active AND NOT u.must_reset_password
         AND (u.password_changed_at IS NULL OR u.password_changed_at <= taken.created_at)
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
