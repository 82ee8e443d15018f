import { createHash } from "node:crypto";
import { runMigrations } from "graphile-worker";
import { Sentence, step } from "../launch/progress.mjs";
import { withClient } from "./connect.mjs";

/** One number for "Portico migrates", unlike the one Prisma's own tools use. */
const ADVISORY_LOCK = 7_067_842_601;

/**
 * Brings the database to the present schema: ours (prisma/migrations) and the job queue's. Several instances
 * may call this at once; one migrates while the others wait. Does next to nothing when nothing is missing.
 * @throws Sentence when a migration failed, now or earlier.
 */
export async function migrate(url) {
  await withClient(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
    const { migrations } = await import("./engine.mjs");
    const missing = await missingMigrations(client, migrations());
    if (missing.length > 0) {
      await step(`Migrating the database (${missing.length === 1 ? missing[0] : `${missing.length} migrations`})`, () => apply(url));
    }
    await runMigrations({ connectionString: url });
  });
}

async function apply(url) {
  const { applyWithEngine } = await import("./engine.mjs");
  try {
    await applyWithEngine(url);
  } catch (error) {
    throw new Sentence(`A migration failed: ${error.message} (docs/troubleshooting.md, "A migration failed").`);
  }
}

/** Names of the migrations that are not applied, or not completely, or whose text has changed since. */
async function missingMigrations(client, present) {
  const { rows: tables } = await client.query("SELECT to_regclass('_prisma_migrations') AS found");
  if (!tables[0].found) return present.map(({ name }) => name);
  const { rows } = await client.query(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  return present.filter(({ name, sql }) => applied.get(name) !== createHash("sha256").update(sql).digest("hex")).map(({ name }) => name);
}
