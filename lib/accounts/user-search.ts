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
  eraseAfter: Date | null;
}

export interface UserSearch {
  text: string;
  role?: PlatformRole | undefined;
  status?: "active" | "disabled" | undefined;
  verified?: "yes" | "no" | undefined;
  deletion?: "pending" | undefined;
  sort: "created" | "email";
  order: "asc" | "desc";
  /** Accounts behind this one only: its id, or its address in a list by address. */
  after: string | null;
  skip?: number | undefined;
  take: number;
}

/** What each order goes by; both have a unique index. */
const SORT_KEYS = {
  created: { column: Prisma.raw("id"), type: Prisma.raw("uuid") },
  email: { column: Prisma.raw("email"), type: Prisma.raw("text") },
} as const;

/** Below this length a text has no trigram of its own, and is looked for where words begin. */
const TRIGRAM = 3;

/** How many of the next accounts in order are looked through one by one before an index is asked. */
const NEXT = 2_000;

const STORED = Prisma.sql`id, email, email_verified, username, name, role, is_active, created_at, last_sign_in_at, erase_after`;
const COLUMNS = Prisma.sql`id::text AS id, email, email_verified AS "emailVerified", username, name, role::text AS role,
  is_active AS "isActive", created_at AS "createdAt", last_sign_in_at AS "lastSignInAt", erase_after AS "eraseAfter"`;

/**
 * Accounts, as far as they have a text in their address, username or name, in any case, and what is asked for besides.
 * Somebody's whole address finds that account alone.
 *
 * What many accounts have is found by reading the next ones in order, what few have by an index: a text by its trigrams. The
 * planner guesses which it is from a sample, and reads a million rows when the sample misleads it. So the first is tried within
 * bounds, and the second is asked to collect its hits before it sorts them (docs/decisions/users-at-scale.md).
 */
export async function searchUsers(search: UserSearch): Promise<ShownUser[]> {
  const { column, type } = SORT_KEYS[search.sort];
  const order = Prisma.raw(search.order);
  const all = [
    ...(search.role ? [Prisma.sql`role = ${search.role}::"PlatformRole"`] : []),
    ...(search.status ? [Prisma.sql`is_active = ${search.status === "active"}`] : []),
    ...(search.after === null
      ? []
      : [Prisma.sql`${column} ${Prisma.raw(search.order === "asc" ? ">" : "<")} ${search.after}::text::${type}`]),
  ];
  const rare = rareConditions(search);
  const page = Prisma.sql`ORDER BY found.${column} ${order} LIMIT ${search.take} OFFSET ${search.skip ?? 0}`;
  if (search.text.includes("@")) {
    const whole = await db.$queryRaw<ShownUser[]>`
      SELECT ${COLUMNS} FROM users AS found WHERE ${every([Prisma.sql`email = ${search.text.toLowerCase()}`, ...all, ...rare.slice(1)])} ${page}`;
    if (whole.length > 0) return whole;
  }
  if (rare.length === 0) return db.$queryRaw<ShownUser[]>`SELECT ${COLUMNS} FROM users AS found WHERE ${every(all)} ${page}`;
  const common = await db.$queryRaw<ShownUser[]>`
    SELECT ${COLUMNS} FROM (SELECT ${STORED} FROM users WHERE ${every(all)} ORDER BY ${column} ${order} LIMIT ${NEXT}) AS found
     WHERE ${every(rare)} ${page}`;
  if (common.length === search.take) return common;
  return db.$queryRaw<ShownUser[]>`
    WITH found AS MATERIALIZED (SELECT ${STORED} FROM users WHERE ${every([...rare, ...all])}) SELECT ${COLUMNS} FROM found ${page}`;
}

const every = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length > 0 ? Prisma.join([...conditions], " AND ") : Prisma.sql`true`;

/** What few accounts may have; the text, where there is one, first. */
const rareConditions = ({ text, verified, deletion }: UserSearch): Prisma.Sql[] => [
  ...(text ? [Prisma.sql`(${matching(text)})`] : []),
  ...(verified ? [verified === "yes" ? Prisma.sql`email_verified IS NOT NULL` : Prisma.sql`email_verified IS NULL`] : []),
  ...(deletion ? [Prisma.sql`erase_after IS NOT NULL`] : []),
];

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
