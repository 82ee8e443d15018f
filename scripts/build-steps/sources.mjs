import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What a build is made of; folders are read whole. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "instrumentation.ts",
  "middleware.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "tsconfig.json",
];
const NOT_SOURCES = /(^|\/)(generated|migrations)$|\.test\.[a-z]+$/;

/** A fingerprint of everything under `paths` that a build depends on. */
export function fingerprint(paths = SOURCES) {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths.flatMap(filesUnder)) {
    const content = readFileSync(path);
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function filesUnder(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry || NOT_SOURCES.test(path)) return [];
  if (!entry.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
