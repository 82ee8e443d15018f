import type { CallContext } from "@/lib/access/actor";
import { sha256 } from "@/lib/crypto";
import { Prisma, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { orderedId } from "@/lib/ordered-id";

/** How long a device is trusted, in days. */
export const TRUST_DAYS = 30;

/** What the database keeps of the random name that a browser goes by: SHA-256, hex. The name has 256 random bits. */
export const hashDeviceName = (name: string): string => sha256(name);

/** The device that a session is opened on. */
export interface SeenDevice {
  /** `hashDeviceName` of its name; null for a program that keeps none, which is no row. */
  nameHash: string | null;
  context: CallContext;
  /** When its owner let it in, and until when it is trusted: each a value of the row that the session is opened for. */
  approvedAt?: Prisma.Sql;
  trustedUntil?: Prisma.Sql;
}

const NEVER = Prisma.sql`NULL::timestamptz`;

/**
 * Parts of a `WITH`: `device` notes that somebody signed in from it, as new or again, for the row of `source`, and yields its
 * `id`; `former` is where it was seen before.
 */
export function deviceRow(
  userId: string,
  { nameHash, context, approvedAt = NEVER, trustedUntil = NEVER }: SeenDevice,
  source: Prisma.Sql,
): Prisma.Sql {
  return Prisma.sql`
    former AS (SELECT ip FROM devices WHERE user_id = ${userId}::uuid AND name_hash = ${nameHash}::text),
    device AS (
      INSERT INTO devices (id, user_id, name_hash, ip, user_agent, first_seen_at, last_seen_at, approved_at, trusted_until)
      SELECT ${orderedId(Date.now())}::uuid, ${userId}::uuid, ${nameHash}::text, ${context.ip}, ${context.userAgent?.slice(0, 512) ?? null},
             now(), now(), ${approvedAt}, ${trustedUntil}
        FROM ${source} WHERE ${nameHash}::text IS NOT NULL
          ON CONFLICT (user_id, name_hash) DO UPDATE
         SET ip = excluded.ip, user_agent = excluded.user_agent, last_seen_at = excluded.last_seen_at,
             approved_at = COALESCE(excluded.approved_at, devices.approved_at),
             trusted_until = COALESCE(excluded.trusted_until, devices.trusted_until)
   RETURNING id
    )`;
}

/** The `id` of `deviceRow`, for the session beside it. */
export const DEVICE_ID = Prisma.sql`(SELECT id FROM device)`;

/** Until when a device is trusted from now on. */
export const TRUSTED_FROM_NOW = Prisma.sql`now() + make_interval(days => ${TRUST_DAYS}::int)`;

/** Active memberships of a person in living organizations whose policy has this flag. */
const inOrganizationThat = (userId: Prisma.Sql, flag: "require_second_factor" | "require_device_approval"): Prisma.Sql => Prisma.sql`
  SELECT FROM memberships m JOIN organizations o ON o.id = m.organization_id AND o.deleted_at IS NULL
   WHERE m.user_id = ${userId} AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())
     AND o.security_policy->>${Prisma.raw(`'${flag}'`)} = 'true'`;

/**
 * A condition: a device of the person lets them in without their second factor. It is trusted, its password has not changed since, and
 * no organization of theirs requires a second factor. (Who changes a factor takes the trust from every device.)
 * @param person an alias of `users`.
 */
export const isTrusted = (person: Prisma.Sql, nameHash: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  EXISTS (SELECT FROM devices d WHERE d.user_id = ${person}.id AND d.name_hash = ${nameHash} AND d.trusted_until > now()
             AND (${person}.password_changed_at IS NULL OR d.trusted_until > ${person}.password_changed_at + make_interval(days => ${TRUST_DAYS}::int)))
  AND NOT EXISTS (${inOrganizationThat(Prisma.sql`${person}.id`, "require_second_factor")}))`;

/**
 * A condition: the person's approval of the device is owed. The portal or an organization of theirs requires it, this is not the first
 * sign-in of the account, and the device is none that it knows.
 * @param person an alias of `users`, as it was before this sign-in.
 */
export const owesApproval = (person: Prisma.Sql, nameHash: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  ${person}.last_sign_in_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM devices d WHERE d.user_id = ${person}.id AND d.name_hash = ${nameHash})
  AND (${env.REQUIRE_DEVICE_APPROVAL}::boolean OR EXISTS (
    ${inOrganizationThat(Prisma.sql`${person}.id`, "require_device_approval")}
     AND (o.security_policy->>'enforced_from') COLLATE "C" <= ${new Date().toISOString()})))`;

/** Ends the trust in every device of a person, in the caller's transaction, because what it stood for has changed. */
export async function endTrust(tx: Tx, userId: string): Promise<void> {
  await tx.device.updateMany({ where: { userId, trustedUntil: { not: null } }, data: { trustedUntil: null } });
}
