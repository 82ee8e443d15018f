import { build } from "esbuild";
import { ROOT } from "../launch/front.mjs";

/** Bundles TypeScript of ours into dist/, so that it starts without compiling anything; packages stay where they are. */
export function bundle(entryPoints) {
  return build({
    entryPoints,
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    alias: { "@": ROOT },
    platform: "node",
    format: "esm",
    target: "node24",
    jsx: "automatic",
    sourcemap: true,
    logLevel: "warning",
  });
}
