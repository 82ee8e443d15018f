import { ensureBundles, ensureClient, ensureProductionBuild } from "../build-steps/build.mjs";
import { stopChildren } from "../build-steps/child.mjs";
import { migrate } from "../database/migrate.mjs";
import { whyTaken } from "../launch/free-port.mjs";
import { onAbandoned } from "../launch/launcher.mjs";
import { Sentence, say, since, step } from "../launch/progress.mjs";
import { ensureDataFolder } from "./data-folder.mjs";
import { leaseDatabase } from "./database-lease.mjs";
import { checkEnvironment, dataFolder, loadEnvFile } from "./environment.mjs";
import { forgetServer, lockPortal, noteServer } from "./portal-lock.mjs";
import { portTaken, startServer } from "./server-process.mjs";
import { stopRequest } from "./stop-request.mjs";
import { watchDatabase } from "./watch-database.mjs";

/**
 * `npm start` and `npm run dev`: from a clone to a portal that serves, until a signal ends it.
 * Ends the process: 0 after a stop that was asked for, else the server's exit code.
 */
export async function runPortal(mode) {
  const start = performance.now();
  console.log("\n  Portico\n");
  loadEnvFile();
  process.env.NODE_ENV = mode;
  const data = dataFolder();
  const undo = [];
  const stop = stopRequest();
  onAbandoned(stop.request);
  // Forked, as by the browser tests: who forked us has ended without a word.
  process.once("disconnect", stop.request);
  let code = 1;
  let preparing = Promise.resolve();
  try {
    ensureDataFolder(data);
    const env = await checkEnvironment(data);
    undo.push(await lockPortal(data, env.APP_URL));
    await demandPort(env);
    preparing = prepare(mode, data, undo);
    await stop.orDone(preparing);
    code = await serve(data, stop, start, undo);
  } catch (error) {
    if (!stop.requested()) throw error;
    code = 130;
  } finally {
    stopChildren();
    // What it has begun must be known before it can be undone.
    await preparing.catch(() => {});
    for (const work of undo.reverse()) await work();
  }
  if (stop.requested()) say("Stopped.");
  process.exit(code);
}

async function demandPort({ PORT, HOST }) {
  const reason = await whyTaken(PORT, HOST);
  if (reason === null) return;
  if (reason === "EADDRINUSE") throw new Sentence(portTaken(PORT));
  throw new Sentence(`Portico cannot listen on ${HOST}, port ${PORT} (${reason}): set HOST and PORT to what this account may use.`);
}

async function prepare(mode, data, undo) {
  await ensureClient();
  if (!process.env.DATABASE_URL) {
    const database = await step("Starting the embedded PostgreSQL", () => leaseDatabase(data));
    undo.push(() => database.release());
    process.env.DATABASE_URL = database.url;
    undo.push(watchDatabase(database));
  }
  await migrate(process.env.DATABASE_URL);
  if (mode === "production") await ensureProductionBuild();
  await ensureBundles();
}

async function serve(data, stop, start, undo) {
  const server = startServer(process.env);
  noteServer(data, server.pid);
  undo.push(() => forgetServer(data));
  stop.onRequest(() => {
    say("Stopping: finishing what runs …");
    server.kill("SIGTERM");
  });
  stop.onForce(() => server.kill("SIGKILL"));
  const first = await Promise.race([server.ready, server.ended]).catch((error) => {
    if (stop.requested()) return null;
    throw error;
  });
  if (first?.type === "ready") announce(first, start);
  const code = await server.ended;
  if (!stop.requested() && code !== 0) console.error(`\n  ✗ The server ended by itself (exit code ${code}); its own words are above.\n`);
  return stop.requested() ? 0 : code;
}

function announce({ url, setupUrl }, start) {
  process.send?.({ type: "ready", url, setupUrl });
  console.log(`\n  Portico is ready at ${url} (after ${since(start)}). Ctrl+C stops it.`);
  if (setupUrl) console.log(`  Make the first administrator; this link works once:\n  ${setupUrl}`);
  console.log("");
}
