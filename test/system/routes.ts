import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** An address for every handler of ours under app/api (NextAuth's have their own), made of the folders, so that a new one is tested by being there. */
export function apiPaths(): string[] {
  return readdirSync("app/api", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .map(
      (file) =>
        `/${join("api", relative(".", file))
          .replaceAll("\\", "/")
          .replace(/\/route\.ts$/, "")}`,
    )
    .filter((path) => !path.includes("[..."))
    .map((path) => path.replace(/\[[^\]]+\]/g, "00000000-0000-7000-8000-000000000000"))
    .sort();
}
