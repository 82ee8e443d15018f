import { spawn } from "node:child_process";
import { constants } from "node:os";
import { ensureBundles, ensureClient } from "../build-steps/build.mjs";
import { migrate } from "../database/migrate.mjs";
import { ensureDataFolder } from "./data-folder.mjs";
import { leaseDatabase } from "./database-lease.mjs";
import { checkEnvironment, dataFolder, loadEnvFile } from "./environment.mjs";

/**
 * `npm run portico -- COMMAND`: runs lib/entry/cli.ts on the portal's database, which is started for it
 * and stopped after it unless the portal runs anyway. Ends the process with the command's exit code.
 */
export async function runCommandLine(args) {
  // Standard output belongs to the command, whose answer may be JSON: progress goes beside it.
  console.log = console.error;
  loadEnvFile();
  process.env.NODE_ENV ??= "production";
  // A person reads the answer; the log of the libraries would be in the way.
  process.env.LOG_LEVEL ??= "warn";
  const data = dataFolder();
  ensureDataFolder(data);
  await checkEnvironment(data);
  await ensureClient();
  await ensureBundles();
  if (isHelp(args)) {
    process.env.DATABASE_URL ??= "postgresql://127.0.0.1/portico";
    process.exit(await run(args));
  }
  const database = process.env.DATABASE_URL ? null : await leaseDatabase(data);
  let code = 1;
  try {
    if (database) process.env.DATABASE_URL = database.url;
    await migrate(process.env.DATABASE_URL);
    code = await run(args);
  } finally {
    await database?.release();
  }
  process.exit(code);
}

/**
 * Memory stays flat over a file of any length: V8 lets its heap grow by the size of the machine otherwise, and an import of a million
 * accounts takes 180 MiB with these, 450 without.
 */
const HEAP = ["--max-old-space-size=256", "--max-semi-space-size=4"];

/** Help needs no database. */
const isHelp = (args) => args.length === 0 || args[0] === "help" || args.includes("--help") || args.includes("-h");

function run(args) {
  const child = spawn(process.execPath, ["--enable-source-maps", ...HEAP, "dist/cli.mjs", ...args], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 1)));
  });
}
