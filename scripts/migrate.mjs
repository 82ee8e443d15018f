import { front } from "./launch/front.mjs";

await front(async () => (await import("./database/migrate-command.mjs")).migrateCommand());
