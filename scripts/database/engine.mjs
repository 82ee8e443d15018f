import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const require = createRequire(import.meta.url);
const NO_FILTER = { externalTables: [], externalEnums: [] };

/** Where the migrations are, from the root of the clone. */
export const MIGRATIONS = "prisma/migrations";

const CHAR = 18;
const TEXT = 25;

/** The engine asks the catalogue for columns of the one-byte type `"char"`, which the adapter does not know: call them text. */
class CharAsText extends pg.Client {
  query(...question) {
    const last = question.at(-1);
    if (typeof last !== "function") return super.query(...question).then(charAsText);
    return super.query(...question.slice(0, -1), (error, result) => last(error, charAsText(result)));
  }
}

function charAsText(result) {
  for (const field of result?.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
  return result;
}

/** Prisma's migration engine, as WebAssembly, on one database (docs/decisions: migrations with the WASM engine). */
async function withEngine(url, work) {
  const { SchemaEngine } = await loadBindings();
  const pool = new pg.Pool({ connectionString: url, max: 2, Client: CharAsText });
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  const engine = await SchemaEngine.new({ datamodels: schemaFiles().map(({ path, content }) => [path, content]) }, () => {}, factory);
  try {
    return await work(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

let loaded;
async function loadBindings() {
  if (loaded) return loaded;
  const file = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg").replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  loaded = bindings;
  return bindings;
}

/** Applies every migration that the database lacks, as `prisma migrate deploy` would. @returns their names. */
export async function applyWithEngine(url) {
  return withEngine(url, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrationsList(), filters: NO_FILTER });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that leads from the migrations to the schema files, or null when nothing changed.
 * @param url an empty database, whose content is lost: the migrations are tried out in it.
 */
export async function diffMigrationsToSchema(url) {
  return withEngine(url, async (engine) => {
    const answer = await engine.diff({
      from: { tag: "migrations", ...migrationsList() },
      to: { tag: "schemaDatamodel", files: schemaFiles() },
      script: true,
      exitCode: true,
      filters: NO_FILTER,
    });
    return answer.exitCode === 2 ? answer.stdout : null;
  });
}

/** The migrations in their order: name and SQL. */
export function migrations() {
  return readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ name: entry.name, sql: readFileSync(join(MIGRATIONS, entry.name, "migration.sql"), "utf8") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function migrationsList() {
  return {
    baseDir: resolve(MIGRATIONS),
    lockfile: { path: "migration_lock.toml", content: readFileSync(join(MIGRATIONS, "migration_lock.toml"), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: migrations().map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

function schemaFiles() {
  return readdirSync("prisma")
    .filter((name) => name.endsWith(".prisma"))
    .map((name) => ({ path: resolve("prisma", name), content: readFileSync(join("prisma", name), "utf8") }));
}
