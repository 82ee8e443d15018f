import { expect, it } from "vitest";
import { assetAddress, readAsset } from "@/lib/entry/openapi/site/assets";

it.each(["swagger-ui.css", "swagger-ui-bundle.js", "redoc.standalone.js"])(
  "serves %s, which loads nothing from elsewhere by itself",
  async (name) => {
    const asset = await readAsset(name);
    expect(asset?.text.length).toBeGreaterThan(100_000);
    expect(asset?.text).not.toContain("cdn.redoc.ly");
    expect(assetAddress(name)).toMatch(/\?v=\d+\.\d+\.\d+-\d+\.\d+\.\d+$/);
  },
);

it.each(["package.json", "../redoc/package.json", "constructor", ""])("serves no other file: %s", async (name) => {
  expect(await readAsset(name)).toBeNull();
});
