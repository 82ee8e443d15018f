import { chromium, expect, type FullConfig } from "@playwright/test";
import { ADMINISTRATOR } from "./portal";

/** Once before all tests: the link of the start makes the first administrator, as an operator would with a browser. */
export default async function setUp({ projects }: FullConfig): Promise<void> {
  const link = process.env.E2E_SETUP_URL;
  // A portal that was set up before prints no link.
  if (!link) return;
  const browser = await chromium.launch(projects[0]?.use.launchOptions);
  try {
    const page = await browser.newPage();
    await page.goto(link);
    await page.getByLabel("Full name (optional)").fill(ADMINISTRATOR.fullName);
    await page.getByLabel("E-mail address").fill(ADMINISTRATOR.email);
    await page.getByLabel("Password", { exact: true }).fill(ADMINISTRATOR.password);
    await page.getByRole("button", { name: "Create administrator" }).click();
    await expect(page).toHaveURL(/\/login/);
  } finally {
    await browser.close();
  }
}
