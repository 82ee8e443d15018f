import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const require = createRequire(import.meta.url);
const NO_FILTER = { externalTables: [], externalEnums: [] };

/** Where the migrations are, from the root of the clone. */
export const MIGRATIONS = "prisma/migrations";

const CHAR = 18;
const TEXT = 25;

/**
 * The engine asks the catalogue for columns of the one-byte type `"char"`, which the adapter does not know. The
 * client calls them text and notes where they were; the adapter then tells the engine that they are characters.
 */
const charColumns = new Map();

class NotingClient extends pg.Client {
  query(...question) {
    const text = typeof question[0] === "string" ? question[0] : question[0]?.text;
    const last = question.at(-1);
    if (typeof last !== "function") return super.query(...question).then((result) => noteCharColumns(text, result));
    return super.query(...question.slice(0, -1), (error, result) => last(error, noteCharColumns(text, result)));
  }
}

function noteCharColumns(text, result) {
  const columns = [];
  for (const [at, field] of (result?.fields ?? []).entries()) {
    if (field.dataTypeID !== CHAR) continue;
    field.dataTypeID = TEXT;
    columns.push(at);
  }
  if (columns.length > 0) charColumns.set(text, columns);
  return result;
}

class CatalogueAdapter extends PrismaPg {
  async connect() {
    return fitForEngine(await super.connect());
  }

  async connectToShadowDb() {
    return fitForEngine(await super.connectToShadowDb());
  }
}

function fitForEngine(adapter) {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const at of charColumns.get(query.sql) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
  // The adapter cuts a script at every semicolon, also inside a function's body or a comment. PostgreSQL knows
  // better: it takes the script whole, as it does from `prisma migrate`.
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
  return adapter;
}

/** Prisma's migration engine, as WebAssembly, on one database (docs/decisions: migrations with the WASM engine). */
async function withEngine(url, work) {
  const { SchemaEngine } = await loadBindings();
  const pool = new pg.Pool({ connectionString: url, max: 2, Client: NotingClient });
  const factory = bindMigrationAwareSqlAdapterFactory(new CatalogueAdapter(pool));
  const engine = await SchemaEngine.new({ datamodels: schemaFiles().map(({ path, content }) => [path, content]) }, () => {}, factory);
  try {
    return await work(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

// Where the engine leaves its last words; without this, a panic of it reads as a TypeError of ours.
globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
  set_message(message) {
    throw new Error(`The migration engine failed: ${message}`);
  },
};

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
