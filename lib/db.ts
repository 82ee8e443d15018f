import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { cutSilentConnections } from "@/lib/connection-silence";
import { env } from "@/lib/env";
import { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { log } from "@/lib/log";
import { dropStalePlans, mayPrepare, statementNames } from "@/lib/prepared-statements";
import { processSingleton } from "@/lib/process-singleton";

/** The one pool of this process. Prisma draws from it, and so does the hand-written hot-path SQL. */
export const pool: pg.Pool = processSingleton("pool", () => {
  const made = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: env.DATABASE_POOL_SIZE,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: "portico",
    // A statement that hangs must not hold a connection for ever. Less than the silence after which the connection is cut.
    statement_timeout: 8_000,
    // A transaction whose client vanished without a word would hold its rows until the server's TCP gives up.
    idle_in_transaction_session_timeout: 10_000,
  });
  // Without a listener, a connection lost while idle would end the process.
  made.on("error", (error) => log.warn({ err: error }, "database connection lost"));
  cutSilentConnections(made);
  dropStalePlans(made);
  return made;
});

const prepares = mayPrepare(env.DATABASE_URL);

/** The `name` under which a hand-written statement is prepared, to be spread into its query; none where that may not be done. */
export const prepared = (name: string): { name?: string } => (prepares ? { name } : {});

/** The Prisma client of this process. */
export const db: PrismaClient = processSingleton(
  "db",
  () =>
    new PrismaClient({
      adapter: new PrismaPg(pool, prepares ? { statementNameGenerator: statementNames() } : {}),
      transactionOptions: { maxWait: 5_000, timeout: 10_000 },
    }),
);

export { Prisma };

/**
 * Runs one statement that always has the same text, prepared under `name`, past Prisma's own planning: for what
 * nearly every request or every sign-in asks. Its values are parameters, as in any `Prisma.sql`.
 */
export async function queryPrepared<Row extends pg.QueryResultRow>(name: string, { text, values }: Prisma.Sql): Promise<Row[]> {
  return (await pool.query<Row>({ ...prepared(name), text, values })).rows;
}

/** What a domain function receives inside `db.$transaction`. */
export type Tx = Prisma.TransactionClient;

/** P2002 is Prisma's own; a statement by hand fails with P2010, whose meta holds what the driver said. */
const UNIQUE_CODES = ["P2002", "P2010"];

/** True for a unique constraint violation, on any of `columns` when given (database column or field names). */
export function isUniqueViolation(error: unknown, ...columns: string[]): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || !UNIQUE_CODES.includes(error.code)) return false;
  const text = JSON.stringify(error.meta ?? {});
  if (error.code === "P2010" && !text.includes('"UniqueConstraintViolation"')) return false;
  if (columns.length === 0) return true;
  return columns.some((column) => text.includes(column));
}
