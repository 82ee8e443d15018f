import { defineConfig, devices } from "@playwright/test";

/** scripts/testing/browser-tests.mjs starts the portal and says where it is. */
const baseURL = process.env.E2E_URL ?? "http://start-them-with-npm-run-test-e2e.invalid";

const executablePath = process.env.PORTICO_CHROMIUM;

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/set-up.ts",
  outputDir: "test-results/browser",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL,
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // No sandbox as root; the rest keeps a browser without a network from waiting for one.
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "desktop", use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } } },
    // No page to look at: programs answer the same on any screen.
    { name: "phone", testIgnore: ["api-answers.spec.ts", "api-console.spec.ts"], use: { ...devices["Pixel 7"] } },
  ],
});
