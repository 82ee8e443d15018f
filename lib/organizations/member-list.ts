import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { holds, type OrganizationAccess, roleNameOf, unitsHeldIn } from "@/lib/access/organization-access";
import { db, pool } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { findPlace } from "@/lib/organizations/granting";
import { type KeyKind, readCursor, writeCursor } from "@/lib/organizations/keyset";
import type { listMembersContract, MEMBER_SORTS, MemberView, memberContract } from "@/lib/organizations/members.schema";

type ListInput = z.output<typeof listMembersContract.input>;

interface MemberRow {
  id: string;
  user_id: string;
  email: string;
  full_name: string | null;
  picture: string | null;
  is_active: boolean;
  second_factor: boolean;
  role: string;
  role_name: string | null;
  unit_id: string | null;
  unit_name: string | null;
  unit_roles: { id: string; role: string; roleName: string | null; unitId: string; unitName: string }[] | null;
  status: "active" | "suspended" | "ended";
  ends_at: Date | null;
  joined_at: Date;
  last_seen_at: Date;
  keys: string[];
}

interface Key {
  column: Prisma.Sql;
  kind: KeyKind;
}

const text = (column: string): Key => ({ column: Prisma.raw(`m.${column}`), kind: "text" });
const time = (column: string): Key => ({ column: Prisma.raw(`m.${column}`), kind: "timestamptz" });
const ID: Key = { column: Prisma.raw("m.id"), kind: "uuid" };

/** The columns of each order; an index on the organization and these has every page ready (prisma/organizations.prisma). */
const SORTS: Record<(typeof MEMBER_SORTS)[number], readonly Key[]> = {
  name: [text("name_key"), ID],
  email: [text("email"), ID],
  joined: [time("joined_at"), ID],
  last_seen: [time("last_seen_at"), ID],
  role: [text("role"), text("name_key"), ID],
};

const columns = (keys: readonly Key[]) => Prisma.join(keys.map(({ column }) => column));

function afterCursor(cursor: string | undefined, keys: readonly Key[], order: "asc" | "desc"): Prisma.Sql {
  if (cursor === undefined) return Prisma.empty;
  const values = readCursor(
    cursor,
    keys.map(({ kind }) => kind),
  );
  const typed = keys.map(({ kind }, at) => Prisma.sql`${values[at]}::text::${Prisma.raw(kind)}`);
  return Prisma.sql`AND (${columns(keys)}) ${Prisma.raw(order === "asc" ? ">" : "<")} (${Prisma.join(typed)})`;
}

const escaped = (part: string) => part.replace(/[\\%_]/g, (character) => `\\${character}`);

/** Three characters and more are found anywhere, by trigrams; fewer only where a name begins, by the index that sorts. */
function matching(search: string): Prisma.Sql {
  if ([...search].length >= 3) return Prisma.sql`AND m.search LIKE ${`%${escaped(search)}%`}`;
  return Prisma.sql`AND m.name_key >= ${search} AND m.name_key < ${`${search}\u{10ffff}`}`;
}

const STATUS = {
  active: Prisma.sql`AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())`,
  suspended: Prisma.sql`AND m.status = 'suspended'`,
  ended: Prisma.sql`AND m.status = 'active' AND m.ends_at <= now()`,
} as const;

const below = (organizationId: string, units: readonly string[]) =>
  Prisma.sql`AND m.unit_id IN (SELECT u.id FROM units u WHERE u.organization_id = ${organizationId}::uuid AND u.path && ${units}::uuid[])`;

/** How many of the next members, in order, are looked through one by one before an index is asked for those that match. */
const NEXT = 1_000;

/**
 * What leaves members out, or null. What many have is found by reading on in order, what few have by an index of its own.
 * The planner guesses which it is, and reads a million rows when it guesses wrong: so the first is tried within bounds,
 * and the second collects its hits before it sorts them.
 */
function narrowed(input: ListInput, units: readonly string[] | null, search: "one address" | "any part"): Prisma.Sql | null {
  const conditions = [
    ...(units ? [below(input.organization_id, units)] : []),
    ...(input.unit_id ? [below(input.organization_id, [input.unit_id])] : []),
    ...(input.role ? [Prisma.sql`AND m.role = ${input.role}`] : []),
    ...(input.status ? [STATUS[input.status]] : []),
    ...(input.search ? [search === "one address" ? Prisma.sql`AND m.email = ${input.search}` : matching(input.search)] : []),
  ];
  return conditions.length > 0 ? Prisma.join(conditions, " ") : null;
}

/**
 * The page where an index has exactly those who are asked for in the order of names, so that nothing has to be looked through or collected:
 * those of one role, those who are suspended, those of a unit, one unit after the other. Null for every other question.
 */
function readyPage(input: ListInput, units: readonly string[] | null, all: Prisma.Sql, page: Prisma.Sql): Prisma.Sql | null {
  if (input.sort !== "name" || units || input.search) return null;
  const { organization_id: organizationId, role, status, unit_id: unitId } = input;
  if (role !== undefined && status === undefined && unitId === undefined) return Prisma.sql`${all} AND m.role = ${role} ${page}`;
  if (status === "suspended" && role === undefined && unitId === undefined) return Prisma.sql`${all} ${STATUS.suspended} ${page}`;
  if (unitId === undefined || role !== undefined || status !== undefined) return null;
  const most = input.limit + 1 + (input.skip ?? 0);
  const order = Prisma.raw(`m.name_key ${input.order}, m.id ${input.order}`);
  return Prisma.sql`
    SELECT m.* FROM units u CROSS JOIN LATERAL (${all} AND m.unit_id = u.id ORDER BY ${order} LIMIT ${most}) AS m
     WHERE u.organization_id = ${organizationId}::uuid AND u.path && ${[unitId]}::uuid[] ${page}`;
}

/** Somebody's whole address finds them alone, by its index: the letters of everybody's addresses are what trigrams are worst at. */
async function withAddress({ organization_id, search }: ListInput): Promise<boolean> {
  if (!search || !/^[^\s@]+@[^\s@]+$/.test(search)) return false;
  return (await db.membership.count({ where: { organizationId: organization_id, email: search } })) > 0;
}

/** The rows of `page`, complete with what other tables say about each. */
const complete = (page: Prisma.Sql, keys: readonly Key[]) => Prisma.sql`
  WITH m AS (${page})
  SELECT m.id, m.user_id, m.email, u.name AS full_name, u.image AS picture, u.is_active, u.second_factor, m.role, r.name AS role_name, m.unit_id,
         unit.name AS unit_name, m.ends_at, m.joined_at, m.last_seen_at, ARRAY[${Prisma.join(keys.map(keyText))}] AS keys,
         CASE WHEN m.status = 'suspended' THEN 'suspended' WHEN m.ends_at <= now() THEN 'ended' ELSE 'active' END AS status,
         (SELECT json_agg(json_build_object('id', a.id, 'role', a.role, 'roleName', ar.name, 'unitId', a.unit_id, 'unitName', au.name)
                          ORDER BY au.name, a.id)
            FROM role_assignments a JOIN units au ON au.id = a.unit_id LEFT JOIN roles ar ON ar.id = a.role_id
           WHERE a.membership_id = m.id) AS unit_roles
    FROM m JOIN users u ON u.id = m.user_id LEFT JOIN roles r ON r.id = m.role_id LEFT JOIN units unit ON unit.id = m.unit_id`;

/** A sort key as text that reads back as the same value; a time in UTC, to the microsecond. */
const keyText = ({ column, kind }: Key) =>
  kind === "timestamptz" ? Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')` : Prisma.sql`${column}::text`;

/**
 * Who belongs to an organization. Whoever holds `members.read` in some units only sees the members of those. Keyset paging
 * in every order: each page costs the same. @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR.
 */
export async function listMembers(actor: Actor, input: ListInput): Promise<z.input<typeof listMembersContract.output>> {
  const organizationId = input.organization_id;
  const access = await authorize(actor, "members.read", { organizationId, unitId: "any" });
  const units = unitsHeldIn(access, "members.read");
  if (input.unit_id) await findPlace(db, organizationId, input.unit_id);
  const keys = SORTS[input.sort];
  const ordered = Prisma.join(keys.map(({ column }) => Prisma.sql`${column} ${Prisma.raw(input.order)}`));
  const page = Prisma.sql`ORDER BY ${ordered} LIMIT ${input.limit + 1} OFFSET ${input.skip ?? 0}`;
  const all = Prisma.sql`SELECT * FROM memberships m WHERE m.organization_id = ${organizationId}::uuid ${afterCursor(input.cursor, keys, input.order)}`;
  const isAddress = await withAddress(input);
  const narrow = narrowed(input, units, isAddress ? "one address" : "any part");
  const read = (rows: Prisma.Sql) => db.$queryRaw<MemberRow[]>`${complete(rows, keys)} ORDER BY ${ordered}`;
  // Of one role an index has the next by name, so that these are looked through and not everybody.
  const those = input.role && input.sort === "name" ? Prisma.sql`${all} AND m.role = ${input.role}` : all;
  const next = Prisma.sql`SELECT * FROM (${those} ORDER BY ${ordered} LIMIT ${NEXT}) AS m WHERE true ${narrow ?? Prisma.empty}`;
  const hits = Prisma.sql`SELECT * FROM (WITH hits AS MATERIALIZED (${all} ${narrow ?? Prisma.empty}) SELECT * FROM hits) AS m`;
  const collected = (rows: Prisma.Sql) => readPlanned(Prisma.sql`${complete(rows, keys)} ORDER BY ${ordered}`);
  const ready = readyPage(input, units, all, page);
  const common = ready || isAddress ? [] : await read(Prisma.sql`${narrow ? next : all} ${page}`);
  const isFull = !narrow || common.length > input.limit;
  const rows = isFull ? common : await collected(ready ?? Prisma.sql`${hits} ${page}`);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => toView(row, mayKnow(access))),
    next_cursor: rows.length > input.limit && last ? writeCursor(last.keys) : null,
  };
}

/** Without a name: a plan that is kept would be one for an organization of common size, and this is for the largest. */
async function readPlanned({ text, values }: Prisma.Sql): Promise<MemberRow[]> {
  return (await pool.query<MemberRow>({ text, values })).rows;
}

/** One member. Everybody may see themselves. @throws AppError NOT_FOUND, also for a member of units that the actor does not see. */
export async function getMember(actor: Actor, input: z.output<typeof memberContract.input>): Promise<MemberView> {
  const organizationId = input.organization_id;
  const access = await authorize(actor, "organization.read", { organizationId });
  const isSelf = is(actor, input.user_id);
  const row = await findMember(organizationId, input.user_id, isSelf ? null : unitsHeldIn(access, "members.read"));
  return toView(row, isSelf || mayKnow(access));
}

/**
 * A member as whoever has just changed them is told: also where the change has put them out of sight, but never more than the access
 * knows that it was made with. @throws AppError NOT_FOUND.
 */
export async function changedMember(actor: Actor, access: OrganizationAccess, userId: string): Promise<MemberView> {
  return toView(await findMember(access.organization.id, userId, null), is(actor, userId) || mayKnow(access));
}

const is = (actor: Actor, userId: string): boolean => actor.kind === "session" && actor.userId === userId;

async function findMember(organizationId: string, userId: string, units: readonly string[] | null): Promise<MemberRow> {
  const page = Prisma.sql`
    SELECT * FROM memberships m
     WHERE m.organization_id = ${organizationId}::uuid AND m.user_id = ${userId}::uuid
       ${units ? below(organizationId, units) : Prisma.empty}`;
  const [row] = await db.$queryRaw<MemberRow[]>`${complete(page, [ID])}`;
  if (!row) throw notFound("There is no such member.");
  return row;
}

/** Who has no second factor is who can be robbed most easily: that is for those who see to it. */
const mayKnow = (access: OrganizationAccess): boolean => holds(access, "security.manage", null);

const toView = (row: MemberRow, knowsFactor: boolean): MemberView => ({
  user_id: row.user_id,
  email: row.email,
  full_name: row.full_name,
  picture: row.picture,
  role: row.role,
  role_name: roleNameOf(row.role, row.role_name),
  unit_id: row.unit_id,
  unit_name: row.unit_name,
  unit_roles: (row.unit_roles ?? []).map(({ id, role, roleName, unitId, unitName }) => ({
    id,
    role,
    role_name: roleNameOf(role, roleName),
    unit_id: unitId,
    unit_name: unitName,
  })),
  status: row.status,
  ends_at: row.ends_at?.toISOString() ?? null,
  joined_at: row.joined_at.toISOString(),
  last_seen_at: row.last_seen_at.getTime() === 0 ? null : row.last_seen_at.toISOString(),
  is_active: row.is_active,
  second_factor: knowsFactor ? row.second_factor : null,
});
