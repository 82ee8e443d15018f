import type { CallContext } from "@/lib/access/actor";
import { randomToken, sha256 } from "@/lib/crypto";
import { db, Prisma, queryPrepared, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { owesApproval, TRUSTED_FROM_NOW } from "@/lib/sessions/device-row";
import type { SessionKind } from "@/lib/sessions/lifetimes";

/** How long a sign-in may stay unfinished, in seconds. */
export const PRE_AUTH_SECONDS = 600;

/** What says in `amr` that more than one factor was proven (RFC 8176 §2). */
export const SECOND_FACTOR = "mfa";

/** A sign-in that is begun. */
export interface NewPreAuth {
  userId: string;
  kind: SessionKind;
  amr: string[];
  /** Through whom, as NextAuth names them; null for a password. */
  provider: string | null;
  deviceName: string | null;
  /** Whether an organization is to be chosen before the session is opened. */
  selects: boolean;
  /** `hashDeviceName` of the device that it began on, where that shows that the account signed in with it before. */
  deviceHash?: string | null;
  /** Where it began. */
  context?: CallContext;
}

/** A sign-in that is not finished. */
export interface PreAuth extends Required<Omit<NewPreAuth, "context">> {
  id: string;
  tokenHash: string;
  /** Whether the account owes a second factor to every sign-in. */
  hasSecondFactor: boolean;
  /** Whether its owner is still to let the device in. */
  owesApproval: boolean;
  /** When its owner was asked about the device, and when they let it in. */
  approvalAskedAt: Date | null;
  approvedAt: Date | null;
}

/** Keeps what somebody has proven so far. The token exists nowhere but in the answer; it opens nothing by itself. */
export async function issuePreAuthToken(input: NewPreAuth): Promise<string> {
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
      deviceHash: input.deviceHash ?? null,
      ip: input.context?.ip ?? null,
      userAgent: input.context?.userAgent?.slice(0, 512) ?? null,
      expiresAt: new Date(Date.now() + PRE_AUTH_SECONDS * 1000),
    },
  });
  return token;
}

/** One answer for a token that never was, was used or has run out. */
export const noSuchSignIn = () => new AppError("TOKEN_REVOKED", "This sign-in is no longer good. Sign in again.");

/** A condition on the sign-in `p` and its person `u`: nobody has let its device in yet, and that is owed. */
const owesApprovalOf = (): Prisma.Sql => Prisma.sql`(p.approved_at IS NULL AND ${owesApproval(Prisma.sql`u`, Prisma.sql`p.device_hash`)})`;

/** What a token stands for, without using it up. @throws AppError TOKEN_REVOKED. */
export async function findPreAuth(token: string): Promise<PreAuth> {
  const [found] = await queryPrepared<PreAuth>(
    "pre-auth.find",
    Prisma.sql`SELECT p.id, p.token_hash AS "tokenHash", p.user_id AS "userId", p.session_kind AS kind, p.amr, p.provider,
                      p.device_name AS "deviceName", p.selects, p.device_hash AS "deviceHash", u.second_factor AS "hasSecondFactor",
                      p.approval_asked_at AS "approvalAskedAt", p.approved_at AS "approvedAt", ${owesApprovalOf()} AS "owesApproval"
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
export async function addProof(
  tx: Tx,
  preAuth: PreAuth,
  methods: string[],
  device: { trust: boolean } = { trust: false },
): Promise<string[] | null> {
  const [row] = await tx.preAuthToken.updateManyAndReturn({
    where: { tokenHash: preAuth.tokenHash, expiresAt: { gt: new Date() } },
    data: { amr: { push: methods }, trustsDevice: device.trust },
    select: { amr: true },
  });
  return row?.amr ?? null;
}

/**
 * Parts of a `WITH` that use a token up, whoever else tries at the same moment, and yield its person as `person`, with the `approved_at`
 * and `trusted_until` of the device.
 * Where the account was deactivated, its password changed after the token was given, it waits to be erased, or owes a second
 * factor that was not proven or the approval of its device, there is nobody and the token stays.
 */
export const takePreAuth = ({ tokenHash }: PreAuth): Prisma.Sql[] => [
  Prisma.sql`
    taken AS (
      DELETE FROM pre_auth_tokens AS p USING users AS u
       WHERE p.token_hash = ${tokenHash} AND p.expires_at > now() AND u.id = p.user_id
         AND u.is_active AND u.erase_after IS NULL AND NOT u.must_reset_password
         AND (u.password_changed_at IS NULL OR u.password_changed_at <= p.created_at)
         AND (NOT u.second_factor OR ${SECOND_FACTOR} = ANY (p.amr)) AND NOT ${owesApprovalOf()}
   RETURNING p.user_id, p.created_at, p.amr, p.device_hash, p.approved_at, p.trusts_device
    )`,
  // Asked again under the row's lock: the account may have changed since this statement began.
  Prisma.sql`
    person AS (
      UPDATE users AS u SET last_sign_in_at = now() FROM taken AS p
       WHERE u.id = p.user_id AND u.is_active AND NOT u.must_reset_password
         AND (u.password_changed_at IS NULL OR u.password_changed_at <= p.created_at)
         AND (NOT u.second_factor OR ${SECOND_FACTOR} = ANY (p.amr)) AND NOT ${owesApprovalOf()}
   RETURNING u.id, p.approved_at, CASE WHEN p.trusts_device AND ${SECOND_FACTOR} = ANY (p.amr) THEN ${TRUSTED_FROM_NOW} END AS trusted_until
    )`,
];

/** Deletes up to `batch` unfinished sign-ins that have run out. @returns how many went. */
export async function deleteExpiredPreAuth(batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM pre_auth_tokens WHERE id IN (
      SELECT id FROM pre_auth_tokens WHERE expires_at < now() ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}
