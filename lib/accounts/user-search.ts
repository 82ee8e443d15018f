import type { PlatformRole } from "@/lib/access/actor";
import { db, Prisma } from "@/lib/db";

/** What lists show of an account. */
export interface ShownUser {
  id: string;
  email: string;
  emailVerified: Date | null;
  username: string | null;
  name: string | null;
  role: PlatformRole;
  isActive: boolean;
  createdAt: Date;
  lastSignInAt: Date | null;
}

export interface UserSearch {
  text: string;
  role?: PlatformRole | undefined;
  status?: "active" | "disabled" | undefined;
  /** Accounts before this id only. */
  cursor?: string | undefined;
  skip?: number | undefined;
  take: number;
}

/** Below this length a text has no trigram of its own, and is looked for where words begin. */
const TRIGRAM = 3;

/** How many of the newest accounts are looked through one by one before the index is asked. */
const NEWEST = 2_000;

const STORED = Prisma.sql`id, email, email_verified, username, name, role, is_active, created_at, last_sign_in_at`;
const COLUMNS = Prisma.sql`id::text AS id, email, email_verified AS "emailVerified", username, name, role::text AS role,
  is_active AS "isActive", created_at AS "createdAt", last_sign_in_at AS "lastSignInAt"`;

/**
 * Accounts with a text in their address, username or name, in any case, the newest first. Somebody's whole address finds
 * that account alone.
 *
 * A text that many accounts have is found by reading the newest ones, a rare one by its trigrams. The planner guesses which it is
 * from a sample, and reads a million rows when the sample misleads it. So the first is tried within bounds, and the
 * second is asked to collect its hits before it sorts them (docs/decisions/users-at-scale.md).
 */
export async function searchUsers(search: UserSearch): Promise<ShownUser[]> {
  const matches = matching(search.text);
  const filters = filtering(search);
  const page = Prisma.sql`ORDER BY found.id DESC LIMIT ${search.take} OFFSET ${search.skip ?? 0}`;
  if (search.text.includes("@")) {
    const whole = await db.$queryRaw<ShownUser[]>`
      SELECT ${COLUMNS} FROM users AS found WHERE email = ${search.text.toLowerCase()} AND ${filters} ${page}`;
    if (whole.length > 0) return whole;
  }
  const common = await db.$queryRaw<ShownUser[]>`
    SELECT ${COLUMNS} FROM (SELECT ${STORED} FROM users WHERE ${filters} ORDER BY id DESC LIMIT ${NEWEST}) AS found WHERE ${matches} ${page}`;
  if (common.length === search.take) return common;
  return db.$queryRaw<ShownUser[]>`
    WITH found AS MATERIALIZED (SELECT ${STORED} FROM users WHERE (${matches}) AND ${filters}) SELECT ${COLUMNS} FROM found ${page}`;
}

/** "%", "_" and "\" stand for themselves. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

function matching(text: string): Prisma.Sql {
  const pattern = literally(text);
  // Addresses and usernames are kept in lower case, and LIKE is much quicker than ILIKE.
  const lower = literally(text.toLowerCase());
  if (text.length >= TRIGRAM) {
    return Prisma.sql`email LIKE ${`%${lower}%`} OR username LIKE ${`%${lower}%`} OR name ILIKE ${`%${pattern}%`}`;
  }
  return Prisma.sql`email LIKE ${`${lower}%`} OR username LIKE ${`${lower}%`} OR name ILIKE ${`${pattern}%`} OR name ILIKE ${`% ${pattern}%`}`;
}

function filtering({ role, status, cursor }: UserSearch): Prisma.Sql {
  const conditions = [
    ...(role ? [Prisma.sql`role = ${role}::"PlatformRole"`] : []),
    ...(status ? [Prisma.sql`is_active = ${status === "active"}`] : []),
    ...(cursor ? [Prisma.sql`id < ${cursor}::uuid`] : []),
  ];
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`true`;
}
