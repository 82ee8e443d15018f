import { db, Prisma } from "@/lib/db";
import type { SessionLifetimes } from "@/lib/sessions/lifetimes";

/** A number of seconds in an organization's policy; null for whatever is none, so that no policy can keep anybody from signing in. */
const seconds = (field: "session_idle_seconds" | "session_absolute_seconds") =>
  Prisma.sql`CASE WHEN jsonb_typeof(o.security_policy->${Prisma.raw(`'${field}'`)}) = 'number'
                  THEN (o.security_policy->>${Prisma.raw(`'${field}'`)})::numeric::int END`;

/**
 * One row, called `life`, for a FROM: the shortest `idle` and `absolute` seconds of the platform's and those of the living
 * organizations that somebody is an active member of. Where there are none, it is one look into an index.
 */
export const shortestLife = (userId: string, { idleSeconds, absoluteSeconds }: SessionLifetimes): Prisma.Sql => Prisma.sql`(
    SELECT LEAST(${idleSeconds}::int, min(${seconds("session_idle_seconds")})) AS idle,
           LEAST(${absoluteSeconds}::int, min(${seconds("session_absolute_seconds")})) AS absolute
      FROM memberships m JOIN organizations o ON o.id = m.organization_id AND o.deleted_at IS NULL
     WHERE m.user_id = ${userId}::uuid AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())
  ) AS life`;

/** What to shorten the open sessions of an organization's members to, and from when on that counts. */
export interface Shortening {
  organizationId: string;
  /** One member; all of them when absent. */
  userId?: string;
  idleSeconds: number | null;
  absoluteSeconds: number | null;
  from: Date;
}

/** Members of one statement: some tenths of a second. */
const BATCH = 1_000;

/**
 * Shortens the open sessions of up to 1,000 members, in the order of their memberships, and never lengthens one. What is
 * done twice changes nothing more, because both ends count from `from`. An instance may answer from memory for half a second more.
 * @param after the membership to go on behind; null begins.
 * @returns how many sessions became shorter, and the membership to go on behind; null at the end.
 */
export async function shortenSessions(
  { organizationId, userId, idleSeconds, absoluteSeconds, from }: Shortening,
  after: string | null,
): Promise<{ shortened: number; last: string | null }> {
  const whose = userId ? Prisma.sql`AND m.user_id = ${userId}::uuid` : Prisma.empty;
  const behind = after ? Prisma.sql`AND m.id > ${after}::uuid` : Prisma.empty;
  const [done] = await db.$queryRaw<{ shortened: number; members: number; last: string | null }[]>`
    WITH page AS MATERIALIZED (
      SELECT m.id, m.user_id FROM memberships m
       WHERE m.organization_id = ${organizationId}::uuid ${whose} ${behind} AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())
       ORDER BY m.id LIMIT ${BATCH}
    ), target AS MATERIALIZED (
      SELECT s.id,
             LEAST(s.idle_seconds, ${idleSeconds}::int) AS idle,
             LEAST(s.absolute_expires_at, GREATEST(s.created_at, ${from}::timestamptz) + make_interval(secs => ${absoluteSeconds}::int)) AS absolute,
             GREATEST(s.last_seen_at, ${from}::timestamptz) + make_interval(secs => ${idleSeconds}::int) AS idle_end
        FROM page JOIN sessions s ON s.user_id = page.user_id
       WHERE s.expires > now()
       ORDER BY s.id
         FOR UPDATE OF s
    ), done AS (
      UPDATE sessions AS s
         SET idle_seconds = target.idle, absolute_expires_at = target.absolute, expires = LEAST(s.expires, target.absolute, target.idle_end)
        FROM target
       WHERE s.id = target.id
         AND (s.idle_seconds > target.idle OR s.absolute_expires_at > target.absolute OR s.expires > LEAST(target.absolute, target.idle_end))
   RETURNING s.id
    )
    SELECT (SELECT count(*)::int FROM done) AS shortened, (SELECT count(*)::int FROM page) AS members,
           (SELECT id::text FROM page ORDER BY id DESC LIMIT 1) AS last`;
  return { shortened: done?.shortened ?? 0, last: done && done.members === BATCH ? done.last : null };
}
