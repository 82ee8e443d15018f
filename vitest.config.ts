import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const INTEGRATION = "**/*.integration.test.{ts,tsx}";
const SYSTEM = "test/{system,resilience}/**/*.system.test.ts";
const ELSEWHERE = ["**/node_modules/**", "**/.next*/**", "**/.data*/**", "dist/**", "e2e/**"];

/** Said by scripts/testing/redis.mjs: this machine has no Redis and can get none. */
const WITHOUT_REDIS = process.env.PORTICO_NO_REDIS ? ["**/redis*.{integration,system}.test.ts"] : [];

/** What lib/env.ts demands, with values that are good for nothing but tests. */
const env = {
  NODE_ENV: "test",
  APP_URL: "http://localhost:3000",
  DATABASE_URL: "postgresql://unit-tests-have-no-database:5/none",
  AUTH_SECRET: "test-secret-test-secret-test-secret-test",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  BCRYPT_ROUNDS: "4",
  LOG_LEVEL: "silent",
} as const;

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    env,
    pool: "forks",
    allowOnly: false,
    // A limit for what hangs, not a measure of speed: the machine may be busy with other things.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["**/*.test.{ts,tsx}"], exclude: [...ELSEWHERE, INTEGRATION, SYSTEM] },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [INTEGRATION],
          exclude: [...ELSEWHERE, ...WITHOUT_REDIS],
          globalSetup: ["test/database-server.ts"],
          setupFiles: ["test/own-database.ts"],
          // Half of their time these wait, for the disk, for mail, for clocks: with two, both cores stood half idle.
          maxWorkers: 4,
        },
      },
      {
        extends: true,
        test: {
          name: "system",
          include: [SYSTEM],
          exclude: [...ELSEWHERE, ...WITHOUT_REDIS],
          globalSetup: ["test/system/build.ts", "test/database-server.ts"],
          setupFiles: ["test/own-database.ts"],
          // Each file runs a portal of its own, and waits for it now and then.
          maxWorkers: 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
