import type { QueryConfig } from "pg";
import type { CallContext, Freshness, Impersonator, PlatformRole } from "@/lib/access/actor";
import { randomToken, sha256 } from "@/lib/crypto";
import { Prisma, pool, prepared } from "@/lib/db";
import { orderedId } from "@/lib/ordered-id";
import { findImpersonator } from "@/lib/sessions/impersonator";
import { isRemembered, type SessionKind, sessionLifetimes, touchIntervalMs } from "@/lib/sessions/lifetimes";
import { shortestLife } from "@/lib/sessions/member-limits";
import { cacheGeneration, recallSession, rememberSession } from "@/lib/sessions/session-cache";

/** A session that is alive now, with what every request needs of its person. */
export interface LiveSession {
  id: string;
  userId: string;
  /** The earlier of the idle and the absolute end. */
  expires: Date;
  absoluteExpiresAt: Date;
  idleSeconds: number;
  rememberMe: boolean;
  authTime: Date;
  freshness: Freshness;
  amr: string[];
  /** The provider that vouched for them, as NextAuth names it; null where none did. */
  provider: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  /** The organization that was chosen for it. */
  organizationId: string | null;
  /** The administrator who acts as the person by it; null for everybody's own session. */
  impersonator: Impersonator | null;
  user: {
    /** Whether there is anything to ask about organizations at all. */
    hasMemberships: boolean;
    email: string;
    emailVerified: Date | null;
    username: string | null;
    name: string | null;
    image: string | null;
    role: PlatformRole;
    locale: string;
    timeZone: string;
  };
}

export interface NewSession {
  userId: string;
  kind: SessionKind;
  /** RFC 8176 method references of the proofs given. */
  amr: string[];
  /** The provider that vouched for them, as NextAuth names it. */
  provider?: string | null;
  /** The cookie's value, where somebody else makes it up. */
  token?: string;
  context: CallContext;
  deviceName?: string | null;
  /** The organization that it is for. */
  organizationId?: string | null;
  /** The id of the device that it is opened on, as a value of the same statement. */
  device?: Prisma.Sql;
}

export interface IssuedSession {
  id: string;
  /** The cookie's value; exists nowhere else. */
  token: string;
  kind: SessionKind;
  authTime: Date;
  expires: Date;
  absoluteExpiresAt: Date;
}

/** A session that is about to be written: its two ends are the database's to say. */
export type DraftSession = Omit<IssuedSession, "expires" | "absoluteExpiresAt">;

const NO_DEVICE = Prisma.sql`NULL::uuid`;

/**
 * A new session, and the part of a `WITH`, called `session`, that writes it for the row of `source` and yields its
 * `expires` and `absolute_expires_at`. Only the hash of its token is stored. Both of its clocks are the shortest of the
 * platform's and those of the organizations that its person is a member of (docs/decisions/organization-policy.md).
 */
export function newSession(input: NewSession, source: Prisma.Sql): { draft: DraftSession; row: Prisma.Sql } {
  const lifetimes = sessionLifetimes(input.kind);
  const token = input.token ?? randomToken();
  const now = new Date();
  const id = orderedId(now.getTime());
  const row = Prisma.sql`
    session AS (
      INSERT INTO sessions (
        id, token_hash, user_id, expires, absolute_expires_at, idle_seconds, remember_me,
        auth_time, amr, provider, ip, user_agent, device_name, organization_id, device_id, created_at, last_seen_at
      ) SELECT
        ${id}::uuid, ${sha256(token)}, ${input.userId}::uuid,
        ${now}::timestamptz + make_interval(secs => LEAST(life.idle, life.absolute)), ${now}::timestamptz + make_interval(secs => life.absolute),
        LEAST(life.idle, life.absolute), ${isRemembered(input.kind)}::boolean, ${now}::timestamptz, ${input.amr}::text[], ${input.provider ?? null},
        ${input.context.ip}, ${input.context.userAgent?.slice(0, 512) ?? null}, ${input.deviceName ?? null}, ${input.organizationId ?? null}::uuid,
        ${input.device ?? NO_DEVICE}, ${now}::timestamptz, ${now}::timestamptz
      FROM ${source} CROSS JOIN ${shortestLife(input.userId, lifetimes)}
 RETURNING expires, absolute_expires_at
    )`;
  return { draft: { id, token, kind: input.kind, authTime: now }, row };
}

/** What the `session` of `newSession` yields. */
export interface WrittenSession {
  expires: Date;
  absolute_expires_at: Date;
}

/** The session as it was written. */
export const issuedSession = (draft: DraftSession, written: WrittenSession): IssuedSession => ({
  ...draft,
  expires: written.expires,
  absoluteExpiresAt: written.absolute_expires_at,
});

interface SessionRow {
  id: string;
  user_id: string;
  expires: Date;
  absolute_expires_at: Date;
  idle_seconds: number;
  remember_me: boolean;
  auth_time: Date;
  proved_until: Date | null;
  second_factor: boolean;
  amr: string[];
  provider: string | null;
  created_at: Date;
  last_seen_at: Date;
  organization_id: string | null;
  impersonated_by: string | null;
  has_memberships: boolean;
  email: string;
  email_verified: Date | null;
  username: string | null;
  name: string | null;
  image: string | null;
  role: PlatformRole;
  locale: string;
  time_zone: string;
}

// By hand and prepared: these are the queries that nearly every request makes.
const FIND = `SELECT s.id, s.user_id, s.expires, s.absolute_expires_at, s.idle_seconds, s.remember_me, s.auth_time, s.proved_until, s.amr, s.provider,
                     s.created_at, s.last_seen_at, s.organization_id, s.impersonated_by,
                     EXISTS (SELECT FROM memberships m WHERE m.user_id = u.id) AS has_memberships, u.email, u.email_verified, u.username, u.name, u.image, u.role::text AS role,
                     u.locale, u.time_zone, u.second_factor
                FROM sessions s JOIN users u ON u.id = s.user_id
               WHERE s.expires > now() AND u.is_active`;
const FIND_BY_TOKEN = { ...prepared("session.find"), text: `${FIND} AND s.token_hash = $1` };
const FIND_BY_ID = {
  ...prepared("session.find-by-id"),
  text: `${FIND} AND s.id = $1 AND s.user_id = $2 AND NOT EXISTS (SELECT FROM revoked_tokens WHERE jti = $3)`,
};

/** Slides the idle window, never past the absolute end, and never wakes a session that has ended. */
const TOUCH = {
  ...prepared("session.touch"),
  text: `UPDATE sessions
            SET last_seen_at = now(), expires = LEAST(now() + make_interval(secs => idle_seconds), absolute_expires_at)
          WHERE id = $1 AND expires > now()
      RETURNING expires, last_seen_at`,
};

/**
 * The live session behind a cookie's value, or null when there is none, it has ended, it was revoked
 * or its person was deactivated. Being asked for counts as use: it slides the idle window.
 */
export async function findSession(token: string): Promise<LiveSession | null> {
  // A token is 43 characters; anything far longer is noise that need not be hashed.
  if (token.length === 0 || token.length > 128) return null;
  const tokenHash = sha256(token);
  return findLive(`cookie:${tokenHash}`, { ...FIND_BY_TOKEN, values: [tokenHash] });
}

/**
 * The live session that a valid access token stands for, or null when it has ended, its person was deactivated
 * or the token itself was revoked.
 */
export async function findSessionOfToken(token: { sessionId: string; userId: string; jti: string }): Promise<LiveSession | null> {
  return findLive(`token:${token.jti}`, { ...FIND_BY_ID, values: [token.sessionId, token.userId, token.jti] });
}

async function findLive(key: string, query: QueryConfig): Promise<LiveSession | null> {
  const recalled = recallSession(key);
  if (recalled) return recalled;
  const generation = cacheGeneration();
  const found = await pool.query<SessionRow>(query);
  const row = found.rows[0];
  if (!row) return null;
  const session = toLiveSession(row);
  if (row.impersonated_by !== null) {
    // Asked of such sessions alone, so that everybody else's check stays one look-up.
    session.impersonator = row.role === "admin" ? null : await findImpersonator(row.id);
    if (!session.impersonator) return null;
  }
  if (Date.now() - session.lastSeenAt.getTime() > touchIntervalMs(session.idleSeconds)) {
    const touched = await touchSession(session.id);
    if (!touched) return null;
    session.expires = touched.expires;
    session.lastSeenAt = touched.lastSeenAt;
  }
  rememberSession(key, session, generation);
  return session;
}

/** Slides the idle window of one session now. Null when it has already ended. */
export async function touchSession(sessionId: string): Promise<{ expires: Date; lastSeenAt: Date } | null> {
  const result = await pool.query<{ expires: Date; last_seen_at: Date }>({ ...TOUCH, values: [sessionId] });
  const row = result.rows[0];
  return row ? { expires: row.expires, lastSeenAt: row.last_seen_at } : null;
}

function toLiveSession(row: SessionRow): LiveSession {
  return {
    id: row.id,
    userId: row.user_id,
    expires: row.expires,
    absoluteExpiresAt: row.absolute_expires_at,
    idleSeconds: row.idle_seconds,
    rememberMe: row.remember_me,
    authTime: row.auth_time,
    freshness: { carriedUntil: row.proved_until, hasSecondFactor: row.second_factor },
    amr: row.amr,
    provider: row.provider,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    organizationId: row.organization_id,
    impersonator: null,
    user: {
      hasMemberships: row.has_memberships,
      email: row.email,
      emailVerified: row.email_verified,
      username: row.username,
      name: row.name,
      image: row.image,
      role: row.role,
      locale: row.locale,
      timeZone: row.time_zone,
    },
  };
}
