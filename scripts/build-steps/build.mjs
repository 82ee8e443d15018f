import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { step } from "../launch/progress.mjs";
import { bundle } from "./bundle.mjs";
import { runNode } from "./child.mjs";
import { emptied } from "./env-files.mjs";
import { fingerprint } from "./sources.mjs";
import { onceFor } from "./stamp.mjs";

/** Where the framework's build goes: next.config.ts reads the same variable. */
const buildFolder = () => process.env.PORTICO_BUILD_DIR?.trim() || ".next";

/**
 * What the build may see of the environment: no secret and no address, so that none ends up in its output
 * and one build serves every installation.
 */
const BUILD_VALUES = {
  NODE_ENV: "production",
  DATABASE_URL: "postgresql://the-build-has-no-database:5/none",
  AUTH_SECRET: "the-build-has-no-secret-the-build-has-no-secret",
  ENCRYPTION_KEY: Buffer.alloc(32).toString("base64"),
  APP_URL: "http://localhost:3000",
  LOG_LEVEL: "warn",
};

/** Makes the Prisma client from the schema files when they changed. */
export async function ensureClient() {
  const print = fingerprint(["prisma/schema.prisma", ...(await schemaFiles()), "node_modules/prisma/package.json"]);
  await onceFor("lib/generated/prisma/.stamp", print, () =>
    step("Generating the database client", () =>
      runNode("prisma generate", ["node_modules/prisma/build/index.js", "generate"], process.env),
    ),
  );
}

/** Builds the pages when something they are made of changed. */
export async function ensureProductionBuild() {
  await onceFor(`${buildFolder()}/portico-stamp`, fingerprint(), () =>
    step("Building the pages, which takes a minute the first time (next build)", () => {
      // What TypeScript remembers of the last build outlives a changed database client, and fails the build.
      rmSync(join(buildFolder(), "cache", ".tsbuildinfo"), { force: true });
      return runNode("next build", ["node_modules/next/dist/bin/next", "build"], { ...emptied(), ...cleanEnvironment(), ...BUILD_VALUES });
    }),
  );
}

/** Bundles the server and the command line, so that they start without compiling anything. */
export async function ensureBundles() {
  await onceFor("dist/stamp", fingerprint(["lib", "package-lock.json", "tsconfig.json"]), () =>
    bundle(["lib/entry/server.ts", "lib/entry/cli.ts"].filter((path) => existsSync(path))),
  );
}

async function schemaFiles() {
  const { readdir } = await import("node:fs/promises");
  return (await readdir("prisma")).filter((name) => name.endsWith(".prisma")).map((name) => `prisma/${name}`);
}

/** The environment without what configures this installation. */
function cleanEnvironment() {
  const keep =
    /^(PATH|HOME|USER|LANG|LC_.*|TMPDIR|TEMP|TMP|SystemRoot|PORTICO_BUILD_DIR|NODE_OPTIONS|NEXT_TELEMETRY_DISABLED|.*_PROXY|.*_proxy)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => keep.test(name)));
}
