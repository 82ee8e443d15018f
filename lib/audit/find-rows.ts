import { db, Prisma } from "@/lib/db";
import type { AuditEvent } from "@/lib/generated/prisma/client";

/** Columns that a search can ask for; each has an index that ends with the id. */
export type SearchedColumn = "action" | "outcome" | "ip" | "actor_id" | "target_id" | "scope";

interface ValueCondition {
  kind: "value";
  column: SearchedColumn;
  value: string;
  isPrefix: boolean;
  isExcluded: boolean;
}

/** One condition on rows. */
export type AuditCondition =
  | ValueCondition
  /** Ids, which tell the time: `from` is part of it, `to` is not; null is open. */
  | { kind: "range"; from: string | null; to: string | null; isExcluded: boolean };

export interface AuditPage {
  limit: number;
  cursor?: string | undefined;
  skip?: number | undefined;
}

/**
 * Rows that are looked at for one page: first a few, which mostly are enough, then as many as a page may cost. Rows that
 * follow one another lie side by side on the disk; those of one value are scattered, and cost several times as much.
 */
const FEW = 500;
const MOST_IN_A_ROW = 10_000;
const MOST_SCATTERED = 1_500;

/** What a look has found: the newest that match, and how far back it went; null when it reached the beginning. */
interface Found {
  ids: string[];
  edge: string | null;
}

/**
 * A page of rows, the newest first, whoever asks. It costs the same in a log of any length: what one index answers is exact,
 * and of anything else some thousand rows are looked at. Where that was not enough the page is short, or empty, and its
 * cursor goes on behind the last row that was looked at. @param scope one chain; null for all of them.
 */
export async function findAuditRows(
  scope: string | null,
  conditions: readonly AuditCondition[],
  { limit, cursor, skip = 0 }: AuditPage,
): Promise<{ rows: AuditEvent[]; next_cursor: string | null }> {
  const search = new Search(scope, conditions, cursor, limit + 1 + skip);
  const { ids, edge } = await search.run();
  const shown = ids.slice(skip, skip + limit);
  const rows = await db.auditEvent.findMany({ where: { id: { in: shown } }, orderBy: { id: "desc" } });
  return { rows, next_cursor: ids.length > skip + limit ? (shown.at(-1) ?? null) : edge };
}

const column = (name: SearchedColumn) => Prisma.raw(name);

function sqlOf(condition: AuditCondition): Prisma.Sql {
  if (condition.kind === "range") {
    const { from, to, isExcluded } = condition;
    const inside = Prisma.sql`id >= ${from ?? FIRST_ID}::uuid AND id < ${to ?? LAST_ID}::uuid`;
    return isExcluded ? Prisma.sql`NOT (${inside})` : inside;
  }
  const { column: name, value, isPrefix, isExcluded } = condition;
  const matches = isPrefix ? Prisma.sql`starts_with(${column(name)}, ${value})` : Prisma.sql`${column(name)} = ${value}`;
  // Nulls are no match, and so no reason to leave a row out.
  return isExcluded ? Prisma.sql`(${matches}) IS NOT TRUE` : matches;
}

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** A condition that an index answers by itself, in the order of ids. */
const isExact = (condition: AuditCondition): condition is ValueCondition =>
  condition.kind === "value" && !condition.isPrefix && !condition.isExcluded;

const all = (parts: readonly Prisma.Sql[]): Prisma.Sql => (parts.length > 0 ? Prisma.join([...parts], " AND ") : Prisma.sql`true`);

class Search {
  readonly #scope: string | null;
  readonly #values: readonly ValueCondition[];
  /** What every look keeps to: the chain, where the page begins, and the range of time. */
  readonly #place: Prisma.Sql[];
  readonly #take: number;

  constructor(scope: string | null, conditions: readonly AuditCondition[], cursor: string | undefined, take: number) {
    const named = conditions.filter(isExact).find((condition) => condition.column === "scope");
    this.#scope = scope ?? named?.value ?? null;
    this.#values = conditions.filter((condition) => condition.kind === "value").filter((condition) => condition !== named);
    this.#take = take;
    this.#place = [
      ...(this.#scope === null ? [] : [Prisma.sql`scope = ${this.#scope}`]),
      // Two names of one chain are a search that finds nothing.
      ...(named && named.value !== this.#scope ? [Prisma.sql`false`] : []),
      ...(cursor ? [Prisma.sql`id < ${cursor}::uuid`] : []),
      ...conditions.filter((condition) => condition.kind === "range").map(sqlOf),
    ];
  }

  async run(): Promise<Found> {
    const drivers = this.#values.filter(isExact);
    if (this.#values.length === drivers.length && drivers.length <= 1) return this.#direct(drivers);
    const first = await this.#look(FEW, null);
    if (this.#suffices(first)) return first;
    const [one] = this.#values;
    const isOfOneColumn = this.#values.every((condition) => condition.column === one?.column);
    if (one && isOfOneColumn && this.#hasValuesIndex(one.column)) return this.#byValues(one.column);
    return this.#byRarest(drivers);
  }

  /** The rarest value reaches back the furthest, and where it is rare enough to the beginning. */
  async #byRarest(drivers: readonly ValueCondition[]): Promise<Found> {
    let rarest: { driver: ValueCondition; edge: string } | null = null;
    for (const driver of drivers) {
      const found = await this.#look(FEW, driver);
      if (found.edge === null || this.#suffices(found)) return found;
      if (rarest === null || found.edge < rarest.edge) rarest = { driver, edge: found.edge };
    }
    return rarest ? this.#look(MOST_SCATTERED, rarest.driver) : this.#look(MOST_IN_A_ROW, null);
  }

  #suffices({ ids, edge }: Found): boolean {
    return edge === null || ids.length >= this.#take;
  }

  /** All chains together have an index of actions, and none of outcomes. */
  #hasValuesIndex(name: SearchedColumn): boolean {
    return name === "action" || (name === "outcome" && this.#scope !== null);
  }

  /** Nothing, or one exact value: an index has the rows in order. */
  async #direct(drivers: readonly ValueCondition[]): Promise<Found> {
    // The text of an id is not what the index is sorted by.
    const rows = await db.$queryRaw<{ found: string }[]>`
      SELECT id::text AS found FROM audit_events WHERE ${all([...this.#place, ...drivers.map(sqlOf)])} ORDER BY id DESC LIMIT ${this.#take}`;
    return { ids: rows.map(({ found }) => found), edge: null };
  }

  /** Looks at the newest rows, of one value where a driver is given, and keeps those that match. */
  async #look(most: number, driver: ValueCondition | null): Promise<Found> {
    const looked = all([...this.#place, ...(driver ? [sqlOf(driver)] : [])]);
    const rest = all(this.#values.filter((condition) => condition !== driver).map(sqlOf));
    const [row] = await db.$queryRaw<{ ids: string[] | null; looked: number; edge: string | null }[]>`
      WITH looked AS MATERIALIZED (
        SELECT id, scope, action, outcome, ip, actor_id, target_id FROM audit_events WHERE ${looked} ORDER BY id DESC LIMIT ${most}
      )
      SELECT (SELECT array_agg(id::text ORDER BY id DESC) FROM (SELECT id FROM looked WHERE ${rest} ORDER BY id DESC LIMIT ${this.#take}) AS f) AS ids,
             (SELECT count(*)::int FROM looked) AS looked,
             (SELECT id::text AS edge FROM looked ORDER BY id LIMIT 1) AS edge`;
    return { ids: row?.ids ?? [], edge: row && row.looked === most ? row.edge : null };
  }

  /** Of a column with few values: those that match, and the newest rows of each. A step in the index finds the next value. */
  async #byValues(name: SearchedColumn): Promise<Found> {
    const chain = this.#scope === null ? Prisma.sql`true` : Prisma.sql`scope = ${this.#scope}`;
    const rows = await db.$queryRaw<{ id: string }[]>`
      WITH RECURSIVE known (value) AS (
        (SELECT ${column(name)} FROM audit_events WHERE ${chain} ORDER BY ${column(name)} LIMIT 1)
        UNION ALL
        SELECT (SELECT ${column(name)} FROM audit_events WHERE ${chain} AND ${column(name)} > known.value ORDER BY ${column(name)} LIMIT 1)
          FROM known WHERE known.value IS NOT NULL
      ), wanted AS (
        SELECT ${column(name)} FROM (SELECT value AS ${column(name)} FROM known WHERE value IS NOT NULL) AS k
         WHERE ${all(this.#values.map(sqlOf))}
      )
      SELECT found.id::text FROM wanted CROSS JOIN LATERAL (
        SELECT e.id FROM audit_events e
         WHERE ${all(this.#place)} AND e.${column(name)} = wanted.${column(name)} ORDER BY e.id DESC LIMIT ${this.#take}
      ) AS found ORDER BY found.id DESC LIMIT ${this.#take}`;
    return { ids: rows.map(({ id }) => id), edge: null };
  }
}
