import { defineConfig, devices } from "@playwright/test";

/** scripts/testing/browser-tests.mjs starts the portal and says where it is. */
const baseURL = process.env.E2E_URL ?? "http://start-them-with-npm-run-test-e2e.invalid";

const executablePath = process.env.PORTICO_CHROMIUM;

/** Programs answer the same on any screen, and the pages of these journeys are made of what the others show on a phone. */
const SAME_ON_A_PHONE = /(api-.*|after-sign-out|impersonation|organization-(audit|policy)|privacy|step-up)\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/set-up.ts",
  outputDir: "test-results/browser",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // One more than there are cores, since journeys wait for mail and jobs; with four, pages come alive so late that a click is too early.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL,
    // Recording takes a third of a journey's time, whether or not it fails: `E2E_TRACE=1 npm run test:e2e -- FILE` is for looking closer.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // No sandbox as root; the rest keeps a browser without a network from waiting for one.
      args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "desktop", use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } } },
    { name: "phone", testIgnore: SAME_ON_A_PHONE, use: { ...devices["Pixel 7"] } },
  ],
});
