import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env";

/** Files in the build that name the middleware, each without it. */
const MANIFESTS: Record<string, (text: string) => string> = {
  "middleware-manifest.json": () => JSON.stringify({ version: 3, middleware: {}, sortedMiddleware: [], functions: {} }),
  "functions-config-manifest.json": (text) => {
    const { functions, ...rest } = JSON.parse(text);
    delete functions["/_middleware"];
    return JSON.stringify({ ...rest, functions });
  },
};

/**
 * A copy of the production build as it would be had somebody deleted middleware.ts: the same files, by hard links, but for what
 * names the middleware. It lies inside the build, so that the next build takes it away. @returns its folder.
 */
export function buildWithoutMiddleware(): string {
  const from = env.PORTICO_BUILD_DIR;
  const to = join(from, "without-middleware");
  rmSync(to, { recursive: true, force: true });
  for (const file of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const folder = file.parentPath.slice(from.length).replace(/^\//, "");
    if (!file.isFile() || /^(?:cache|without-middleware|dev)(?:\/|$)/.test(folder)) continue;
    mkdirSync(join(to, folder), { recursive: true });
    const source = join(from, folder, file.name);
    const change = folder === "server" ? MANIFESTS[file.name] : undefined;
    if (change) writeFileSync(join(to, folder, file.name), change(readFileSync(source, "utf8")));
    else if (!/^middleware\.js/.test(file.name) || folder !== "server") link(source, join(to, folder, file.name));
  }
  for (const name of Object.keys(MANIFESTS)) if (!existsSync(join(to, "server", name))) throw new Error(`The build has no ${name}`);
  return to;
}

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // A file system without hard links.
    cpSync(from, to);
  }
}
