import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const manifest = z.record(z.string(), z.string());

/** The name of what no route answers. */
const NO_ROUTE = "none";

/** Names a path by the pattern of its route, so that there are as many names as routes. */
export type RouteNames = (path: string) => string;

/** Names by the routes of the build in `distDir`. @throws Error when there is no build. */
export function routeNames(distDir: string): RouteNames {
  const routes = manifest.parse(JSON.parse(readFileSync(join(distDir, "app-path-routes-manifest.json"), "utf8")));
  return namesOf(Object.values(routes));
}

/** Names by these patterns, as the framework writes them: `/users/[id]`, `/api/[...rest]`. */
export function namesOf(patterns: readonly string[]): RouteNames {
  const fixed = new Set(patterns.filter((pattern) => !pattern.includes("[")));
  const variable = patterns
    .filter((pattern) => pattern.includes("["))
    // As the framework's router does: a part that is written out wins over one that varies, and that over all the rest.
    .sort((a, b) => rank(a).localeCompare(rank(b)))
    .map((pattern) => ({ pattern, expression: expressionOf(pattern) }));
  return (path) => {
    if (fixed.has(path)) return path;
    if (path.startsWith("/_next/")) return "/_next";
    return variable.find(({ expression }) => expression.test(path))?.pattern ?? NO_ROUTE;
  };
}

const rank = (pattern: string): string =>
  pattern
    .split("/")
    .map((part) => (part.startsWith("[...") || part.startsWith("[[...") ? "2" : part.startsWith("[") ? "1" : "0"))
    .join("");

function expressionOf(pattern: string): RegExp {
  const parts = pattern
    .split("/")
    .slice(1)
    .map((part) => {
      if (part.startsWith("[[...")) return "(?:/.+)?";
      if (part.startsWith("[...")) return "/.+";
      if (part.startsWith("[")) return "/[^/]+";
      return `/${part.replaceAll(/[.*+?^${}()|\\]/g, "\\$&")}`;
    });
  return new RegExp(`^${parts.join("")}$`);
}
