import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Sentence, say } from "../launch/progress.mjs";

/** Errors that mean "not yet" while a database server starts (57P03: it is starting up). */
const NOT_YET = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNRESET", "57P03"]);

/**
 * A connected client. Waits while the server is still starting, as it may be when all start together.
 * @throws Sentence saying why the database cannot be used.
 */
export async function connect(url, { waitSeconds = 30 } = {}) {
  const until = performance.now() + waitSeconds * 1000;
  for (let waited = false; ; waited = true) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: "portico start" });
    // A connection lost later is reported by the query that needs it.
    client.on("error", () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (!NOT_YET.has(error.code) || performance.now() > until) throw new Sentence(explain(error, url));
      if (!waited) say(`Waiting for the database at ${place(url)} …`);
      await sleep(500);
    }
  }
}

/**
 * Runs `work(client)` on a connection of its own and closes it.
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} work
 * @param {{ waitSeconds?: number }} [options]
 * @returns {Promise<T>}
 */
export async function withClient(url, work, options) {
  const client = await connect(url, options);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function place(url) {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || 5432}`;
}

function explain(error, url) {
  const reasons = {
    "28P01": "it refuses the user name or the password",
    28000: "it refuses this user",
    "3D000": "it has no database of that name; create it first",
    53300: "it has no connection to spare",
  };
  return `The database at ${place(url)} (DATABASE_URL) cannot be used: ${reasons[error.code] ?? error.message}.`;
}
