import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { Sentence, say } from "../launch/progress.mjs";

/**
 * The headless shell is in front: the same engine without a browser's windows, which Playwright takes by itself where it brings its
 * own, and a quarter faster in these journeys.
 */
const SYSTEM = ["/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * The path of a Chromium: the system's, else Playwright's own, else one that is installed now.
 * @throws Sentence when there is none and none can be installed.
 */
export async function findChromium() {
  const found = present();
  if (found) return found;
  say("Installing a Chromium for the browser tests …");
  for (const [command, ...args] of installers()) {
    spawnSync(command, args, { stdio: "ignore", timeout: 300_000 });
    const installed = present();
    if (installed) return installed;
  }
  throw new Sentence(
    "The browser tests need a Chromium and none could be installed: install one, such as with `apt-get install chromium`.",
  );
}

function present() {
  return [process.env.PORTICO_CHROMIUM, ...SYSTEM, chromium.executablePath()].find((path) => path && existsSync(path));
}

function installers() {
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  return [
    [process.execPath, "node_modules/@playwright/test/cli.js", "install", "chromium"],
    [...asRoot, "apt-get", "update", "-q"],
    [...asRoot, "apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium-headless-shell"],
    // Older systems have it in one piece only.
    [...asRoot, "apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
  ];
}
