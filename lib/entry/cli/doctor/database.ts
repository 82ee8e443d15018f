import { readdir } from "node:fs/promises";
import { hasAdministrator } from "@/lib/accounts/setup";
import { pool } from "@/lib/db";
import { type Diagnosis, outcomes } from "@/lib/entry/cli/doctor/diagnosis";

/** The oldest PostgreSQL still maintained. */
const OLDEST_VERSION = 14;

/** Whether the database answers, and is new enough. */
export async function checkDatabase(): Promise<Diagnosis> {
  const { ok, failure } = outcomes("database");
  const began = performance.now();
  try {
    const { rows } = await pool.query<{ version: number }>("SELECT current_setting('server_version_num')::int / 10000 AS version");
    const version = rows[0]?.version ?? 0;
    if (version < OLDEST_VERSION) return failure(`PostgreSQL ${version} is too old.`, `Upgrade to PostgreSQL ${OLDEST_VERSION} or later.`);
    return ok(`PostgreSQL ${version} answered in ${Math.round(performance.now() - began)} ms.`);
  } catch (error) {
    const reason = error instanceof Error && error.message ? error.message : "no connection";
    return failure(`The database cannot be reached (${reason}).`, "Start it, or correct DATABASE_URL.");
  }
}

/** Expiry is decided by the database's clock and by ours: they must agree. */
export async function checkClock(): Promise<Diagnosis> {
  const { ok, warning, failure } = outcomes("clock");
  const before = Date.now();
  const { rows } = await pool.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  const middle = (before + Date.now()) / 2;
  const apart = Math.abs((rows[0]?.now.getTime() ?? 0) - middle) / 1000;
  const sentence = `This machine and the database are ${apart.toFixed(1)} s apart.`;
  if (apart > 30) return failure(sentence, "Sessions and codes end at wrong times: run NTP on both.");
  if (apart > 1) return warning(sentence, "Run NTP on both.");
  return ok("This machine and the database agree on the time.");
}

async function migrationFolders(): Promise<string[]> {
  try {
    const entries = await readdir("prisma/migrations", { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    return [];
  }
}

/** Whether the tables are those of this version. */
export async function checkMigrations(): Promise<Diagnosis> {
  const { ok, failure } = outcomes("migrations");
  const { rows } = await pool.query<{ name: string; finished: boolean }>(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.find((row) => !row.finished);
  if (failed)
    return failure(`The migration ${failed.name} began and did not finish.`, 'See docs/troubleshooting.md, "A migration failed".');
  const applied = new Set(rows.map((row) => row.name));
  const missing = (await migrationFolders()).filter((name) => !applied.has(name));
  if (missing.length > 0) return failure(`${missing.length} migrations are not applied: ${missing.join(", ")}.`, "Run: npm run db:migrate");
  return ok(`All ${applied.size} migrations are applied.`);
}

/** Somebody has to be able to administer the portal. */
export async function checkAdministrator(): Promise<Diagnosis> {
  const { ok, warning } = outcomes("administrator");
  if (await hasAdministrator()) return ok("There is a platform administrator.");
  return warning(
    "There is no platform administrator.",
    "Use the set-up link that npm start prints, or: npm run portico -- admin create --email ADDRESS",
  );
}
