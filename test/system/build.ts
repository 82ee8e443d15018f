import { ensureBundles, ensureClient, ensureProductionBuild } from "../../scripts/build-steps/build.mjs";

/** Once for all system tests: the production build they talk to, made only when sources changed since the last one. */
export default async function makeBuild(): Promise<void> {
  await ensureClient();
  await ensureProductionBuild();
  await ensureBundles();
}
