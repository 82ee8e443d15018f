import { existsSync } from "node:fs";
import { Sentence, say } from "../launch/progress.mjs";
import { migrate } from "./migrate.mjs";

/** `npm run db:migrate`: migrates the database of DATABASE_URL, for an operator who does it apart from the start. */
export async function migrateCommand() {
  if (existsSync(".env")) process.loadEnvFile();
  const url = process.env.DATABASE_URL;
  if (!url) throw new Sentence("Set DATABASE_URL; the embedded database is migrated by `npm start` itself.");
  await migrate(url);
  say("The database is up to date.");
}
