import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Sentence, say, step } from "../launch/progress.mjs";
import { diffMigrationsToSchema, MIGRATIONS } from "./engine.mjs";
import { createDatabase, scratchCluster } from "./scratch.mjs";

/**
 * `npm run db:migration -- NAME`: writes the migration that leads from the present migrations to the present
 * schema files. Nothing is applied; `npm start` does that.
 */
export async function newMigration(name) {
  if (!/^[a-z0-9_]+$/.test(name ?? ""))
    throw new Sentence("Give the migration a name of small letters, digits and _, such as: npm run db:migration -- add_teams");
  if (!existsSync(MIGRATIONS)) mkdirSync(MIGRATIONS);
  const lockFile = join(MIGRATIONS, "migration_lock.toml");
  if (!existsSync(lockFile)) writeFileSync(lockFile, '# Names the dialect of the migrations for Prisma.\nprovider = "postgresql"\n');
  const sql = await step("Comparing the migrations with the schema", difference);
  if (sql === null) return say("The migrations already lead to this schema; nothing was written.");
  const folder = join(MIGRATIONS, `${timestamp()}_${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "migration.sql"), sql);
  say(`Wrote ${folder}/migration.sql: read it before you commit it.`);
}

async function difference() {
  const cluster = await scratchCluster();
  try {
    return await diffMigrationsToSchema(await createDatabase(cluster.url()));
  } finally {
    await cluster.destroy();
  }
}

/** Prisma's form: YYYYMMDDHHMMSS, UTC. */
function timestamp() {
  return new Date().toISOString().replace(/\D/g, "").slice(0, 14);
}
