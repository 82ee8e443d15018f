import { defineConfig } from "prisma/config";

/** Tells `prisma generate` (and an operator's own `prisma migrate`) where the schema and migrations are. */
export default defineConfig({
  schema: "prisma",
  migrations: { path: "prisma/migrations" },
});
