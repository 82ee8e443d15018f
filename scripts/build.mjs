import { front } from "./launch/front.mjs";

await front(async () => {
  const { ensureBundles, ensureClient, ensureProductionBuild } = await import("./build-steps/build.mjs");
  await ensureClient();
  await ensureProductionBuild();
  await ensureBundles();
});
