import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { createDatabase } from "../scripts/database/scratch.mjs";

// Runs before each test file is loaded, in its own process: lib/env.ts must find the address when it is first imported.
const template = inject("databaseTemplate");
process.env.DATABASE_URL = await createDatabase(inject("databaseServer"), {
  name: `${template}_${randomBytes(4).toString("hex")}`,
  template,
});
