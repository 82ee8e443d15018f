import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db";
import { env } from "@/lib/env";
import { mayPrepare, statementNames } from "@/lib/prepared-statements";

const migration = new pg.Client({ connectionString: env.DATABASE_URL });
await migration.connect();
afterAll(() => migration.end());

const alone = () => db.user.findFirst({ where: { email: "ana@example.com" } });
const together = () => db.$transaction((tx) => tx.user.findFirst({ where: { email: "ana@example.com" } }));

test("a statement is prepared once in a connection and used again", async () => {
  await together();
  await together();
  const client = await pool.connect();
  const { rows } = await client.query<{ uses: string }>(
    "SELECT sum(generic_plans + custom_plans) AS uses FROM pg_prepared_statements WHERE statement LIKE '%users%'",
  );
  client.release();
  expect(Number(rows[0]?.uses)).toBeGreaterThan(1);
});

test("a column that a migration adds disturbs nobody", async () => {
  await Promise.all([alone(), together()]);
  await migration.query("ALTER TABLE users ADD COLUMN added text");
  await expect(Promise.all([alone(), together()])).resolves.toEqual([null, null]);
});

test.each([
  ["a single query", alone],
  ["a transaction", together],
])("a column whose type a migration changes fails %s once in a connection at most", async (_name, ask) => {
  const atOnce = 5;
  await Promise.all(Array.from({ length: atOnce }, ask));
  const type = await migration.query(
    "SELECT data_type FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'locale'",
  );
  await migration.query(`ALTER TABLE users ALTER COLUMN locale TYPE ${type.rows[0].data_type === "text" ? "varchar(35)" : "text"}`);
  const first = await Promise.allSettled(Array.from({ length: atOnce }, ask));
  expect(first.some(({ status }) => status === "rejected")).toBe(true);
  await Promise.allSettled(Array.from({ length: 2 * atOnce }, ask));
  const later = await Promise.allSettled(Array.from({ length: 2 * atOnce }, ask));
  expect(later.map(({ status }) => status)).toEqual(later.map(() => "fulfilled"));
});

test("names are the same for the same text, none without parameters, and no more than 500", () => {
  const name = statementNames();
  expect(name({ sql: "BEGIN", args: [] })).toBe("");
  const names = Array.from({ length: 1000 }, (_, at) => name({ sql: `SELECT $1 + ${at}`, args: [1] }));
  expect(new Set(names).size).toBe(501);
  expect(name({ sql: "SELECT $1 + 0", args: [2] })).toBe(names[0]);
  expect(names.at(-1)).toBe("");
});

test("behind a pooler of transactions nothing is prepared", () => {
  expect(mayPrepare("postgresql://portico:secret@db:6432/portico?pgbouncer=true")).toBe(false);
  expect(mayPrepare("postgresql://portico:secret@db:5432/portico?sslmode=require")).toBe(true);
});
