import { front } from "./launch/front.mjs";

await front(async () => (await import("./database/new-migration.mjs")).newMigration(process.argv[2]));
