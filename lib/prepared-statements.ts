import type pg from "pg";

/** So many texts get a name. Each connection keeps each of them, on both sides, for as long as it lives. */
const MOST_NAMES = 500;

/** Whether statements may be prepared under a name: not behind a pooler that hands every transaction to another connection. */
export function mayPrepare(databaseUrl: string): boolean {
  return new URL(databaseUrl).searchParams.get("pgbouncer") !== "true";
}

/**
 * Names each statement text, so that PostgreSQL parses and plans it once a connection. Texts beyond the first 500,
 * such as lists of every length, and those without parameters stay unnamed: what is kept is bounded.
 */
export function statementNames(): (query: { sql: string; args: unknown[] }) => string {
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    if (args.length === 0) return "";
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST_NAMES) return "";
    const name = `portico_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}

/**
 * Ends every connection that holds a plan which no longer fits its tables, as after a migration that changed a
 * column's type: such a statement would fail in that connection for ever. The next one starts anew.
 */
export function dropStalePlans(pool: pg.Pool): void {
  const stale = new WeakSet<pg.PoolClient>();
  pool.on("connect", (client) => {
    client.connection.on("errorMessage", ({ code, message }: { code?: string; message?: string }) => {
      // Feature not supported: "cached plan must not change result type".
      if (code === "0A000" && message?.includes("cached plan")) stale.add(client);
    });
  });
  // The pool does not keep a client that is ending.
  pool.on("release", (_error, client) => {
    if (stale.has(client)) void client.end();
  });
}
