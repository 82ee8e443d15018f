import { readFile } from "node:fs/promises";
import { join } from "node:path";
import packageJson from "@/package.json";

interface Asset {
  /** Where it lies below node_modules. */
  source: string;
  type: string;
}

const JAVASCRIPT = "text/javascript; charset=utf-8";

/** The files of the two viewers that pages may load; nothing else of any package can be fetched. */
const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ["swagger-ui.css", { source: "swagger-ui-dist/swagger-ui.css", type: "text/css; charset=utf-8" }],
  ["swagger-ui-bundle.js", { source: "swagger-ui-dist/swagger-ui-bundle.js", type: JAVASCRIPT }],
  ["redoc.standalone.js", { source: "redoc/bundles/redoc.standalone.js", type: JAVASCRIPT }],
]);

/** ReDoc fetches this picture from its maker's servers, and has no option not to: the policy would refuse it, loudly. */
const MAKERS_MARK = "https://cdn.redoc.ly/redoc/logo-mini.svg";
const EMPTY_IMAGE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

const versions = packageJson.dependencies;

/** An asset's address: it changes with the packages' versions, so that browsers may keep the file for good. */
export function assetAddress(name: string): string {
  return `/docs/assets/${name}?v=${versions["swagger-ui-dist"]}-${versions.redoc}`;
}

/** The file of one asset, null for any other name. */
export async function readAsset(name: string): Promise<{ text: string; type: string } | null> {
  const asset = ASSETS.get(name);
  if (!asset) return null;
  const text = await readFile(join(/* turbopackIgnore: true */ process.cwd(), "node_modules", asset.source), "utf8");
  return { text: text.replaceAll(MAKERS_MARK, EMPTY_IMAGE), type: asset.type };
}
