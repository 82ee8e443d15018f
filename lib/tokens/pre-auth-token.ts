import type { CallContext } from "@/lib/access/actor";
import { randomToken, sha256 } from "@/lib/crypto";
import { db, Prisma, queryPrepared, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { orderedId } from "@/lib/ordered-id";
import { owesApproval, TRUSTED_FROM_NOW } from "@/lib/sessions/device-row";
import type { SessionKind } from "@/lib/sessions/lifetimes";

/** How long a sign-in may stay unfinished, in seconds. */
export const PRE_AUTH_SECONDS = 600;

/** What says in `amr` that more than one factor was proven (RFC 8176 §2). */
export const SECOND_FACTOR = "mfa";

/** By what a sign-in is begun: the hash of the password that was typed, or the passkey that signed. */
export type FirstProof = { by: "password"; hash: string | null } | { by: "passkey"; id: string } | { by: "provider" };

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

/**
 * Keeps what somebody has proven so far. The token exists nowhere but in the answer; it opens nothing by itself. The account's row is
 * locked: a change that ends sign-ins (`endSessions`) either comes before, and `proof` is held against what it left, or finds the token.
 * @returns null when the password has changed or the passkey is gone since it was proven, or the account is.
 */
export async function issuePreAuthToken(input: NewPreAuth, proof: FirstProof): Promise<string | null> {
  const token = randomToken();
  const now = new Date();
  const rows = await queryPrepared<{ id: string }>(
    `pre-auth.issue.${proof.by}`,
    Prisma.sql`INSERT INTO pre_auth_tokens (
                 id, token_hash, user_id, session_kind, amr, provider, device_name, selects, device_hash, ip, user_agent, created_at, expires_at
               ) SELECT ${orderedId(now.getTime())}::uuid, ${sha256(token)}, u.id, ${input.kind}, ${input.amr}::text[], ${input.provider},
                        ${input.deviceName}, ${input.selects}::boolean, ${input.deviceHash ?? null}, ${input.context?.ip ?? null},
                        ${input.context?.userAgent?.slice(0, 512) ?? null}, ${now}::timestamptz,
                        ${now}::timestamptz + make_interval(secs => ${PRE_AUTH_SECONDS})
                   FROM ${whereHolds(input.userId, proof)}
            RETURNING id`,
  );
  return rows.length > 0 ? token : null;
}

/** The person as `u`, locked, while what they proved is still so. */
function whereHolds(userId: string, proof: FirstProof): Prisma.Sql {
  const person = Prisma.sql`u.id = ${userId}::uuid`;
  if (proof.by === "password")
    return Prisma.sql`users AS u WHERE ${person} AND u.password_hash IS NOT DISTINCT FROM ${proof.hash} FOR SHARE`;
  if (proof.by === "provider") return Prisma.sql`users AS u WHERE ${person} FOR SHARE`;
  return Prisma.sql`users AS u JOIN passkeys AS k ON k.user_id = u.id AND k.id = ${proof.id}::uuid WHERE ${person} FOR SHARE OF u, k`;
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
export const takePreAuth = ({ tokenHash, userId }: PreAuth): Prisma.Sql[] => [
  // The account first, as whoever ends its sign-ins does: neither waits for the other, and a token that is deleted meanwhile is gone.
  Prisma.sql`locked AS (SELECT id FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE)`,
  Prisma.sql`
    taken AS (
      DELETE FROM pre_auth_tokens AS p USING locked, users AS u
       WHERE p.token_hash = ${tokenHash} AND p.expires_at > now() AND u.id = p.user_id AND u.id = locked.id
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
