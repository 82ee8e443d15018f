import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { db, Prisma } from "@/lib/db";
import { type listOrganizationsContract, MEMBERS_COUNTED } from "@/lib/organizations/organizations.schema";
import { summaryOf } from "@/lib/organizations/views";

interface Row {
  id: string;
  slug: string;
  name: string;
  logo: string | null;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
  memberCount: number;
}

/** How many of the newest are looked through one by one before the index is asked for those with a text. */
const NEWEST = 2_000;

const COLUMNS = Prisma.sql`found.id::text AS id, found.slug, found.name, found.logo, found.created_at AS "createdAt",
  found.updated_at AS "updatedAt", found.deleted_at AS "deletedAt"`;

const STATE = { live: Prisma.sql`deleted_at IS NULL`, deleted: Prisma.sql`deleted_at IS NOT NULL` } as const;

/** "%", "_" and "\" stand for themselves. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

const matching = (text: string): Prisma.Sql =>
  Prisma.sql`(name ILIKE ${`%${literally(text)}%`} OR slug LIKE ${`%${literally(text.toLowerCase())}%`})`;

/** Each row of a page with its members, counted no further than a list shows: a million are as quick as a thousand. */
const counted = (page: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT page.*, (SELECT count(*)::int FROM (SELECT FROM memberships m WHERE m.organization_id = page.id::uuid LIMIT ${MEMBERS_COUNTED}) AS t)
                 AS "memberCount"
    FROM (${page}) AS page ORDER BY page.id::uuid DESC`;

/**
 * Every organization, the newest first, for administrators of the platform. Keyset paging. What many have in their name is found among the
 * newest, what few have by its trigrams, as among accounts (docs/decisions/users-at-scale.md). @throws AppError FORBIDDEN.
 */
export async function listOrganizations(
  actor: Actor,
  input: z.output<typeof listOrganizationsContract.input>,
): Promise<z.input<typeof listOrganizationsContract.output>> {
  authorize(actor, "platform.organizations.read");
  const conditions = [
    ...(input.state ? [STATE[input.state]] : []),
    ...(input.cursor ? [Prisma.sql`id < ${input.cursor}::uuid`] : []),
    Prisma.sql`true`,
  ];
  const all = Prisma.join(conditions, " AND ");
  const page = Prisma.sql`ORDER BY found.id DESC LIMIT ${input.limit + 1} OFFSET ${input.skip ?? 0}`;
  const rows = input.search
    ? await search(matching(input.search), all, page, input.limit + 1)
    : await db.$queryRaw<Row[]>`${counted(Prisma.sql`SELECT ${COLUMNS} FROM organizations AS found WHERE ${all} ${page}`)}`;
  const shown = rows.slice(0, input.limit);
  return {
    items: shown.map((row) => ({ ...summaryOf(row), member_count: row.memberCount })),
    next_cursor: rows.length > input.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

async function search(matches: Prisma.Sql, all: Prisma.Sql, page: Prisma.Sql, take: number): Promise<Row[]> {
  const newest = Prisma.sql`SELECT * FROM organizations WHERE ${all} ORDER BY id DESC LIMIT ${NEWEST}`;
  const common = await db.$queryRaw<Row[]>`${counted(Prisma.sql`SELECT ${COLUMNS} FROM (${newest}) AS found WHERE ${matches} ${page}`)}`;
  if (common.length === take) return common;
  const hits = Prisma.sql`WITH found AS MATERIALIZED (SELECT * FROM organizations WHERE ${matches} AND ${all})`;
  return db.$queryRaw<Row[]>`${counted(Prisma.sql`${hits} SELECT ${COLUMNS} FROM found ${page}`)}`;
}
