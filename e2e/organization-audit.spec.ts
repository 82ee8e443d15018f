import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectAccessibleInBoth, joinAndSignIn, newPerson, test } from "./portal";

/** Makes an organization in the browser and something to read about it. */
async function makeStory(page: Page): Promise<{ path: string; slug: string }> {
  const slug = `audit-${newPerson().email.slice(4, 16)}`;
  await page.goto("/orgs/new");
  await page.getByLabel("Name", { exact: true }).fill(slug);
  await page.getByLabel("Short name").fill(slug);
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("heading", { level: 1, name: slug })).toBeVisible();
  const path = `/orgs/${slug}`;
  await page.goto(`${path}/units`);
  await page.getByRole("button", { name: "New unit" }).click();
  await page.getByLabel("Name", { exact: true }).fill("=1+1, a formula");
  await page.getByRole("button", { name: "Create unit" }).click();
  await expect(page.getByRole("button", { name: /^Edit/ })).toBeVisible();
  return { path, slug };
}

test("an owner searches the audit log, takes what was found along as a file, and checks that nothing was altered", async ({ page }) => {
  test.slow();
  await joinAndSignIn(page, newPerson());
  const { path, slug } = await makeStory(page);

  await test.step("the search narrows the list, and its address can be kept", async () => {
    await page.goto(`${path}/audit`);
    await page.getByRole("searchbox", { name: "Search" }).fill("-action:organization.*");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/q=-action/);
    await expect(page.getByText("unit.created", { exact: true })).toBeVisible();
    await expect(page.getByText("organization.created", { exact: true })).toHaveCount(0);
  });

  await test.step("a file of it is made by a job, and is what the search found, without a formula", async () => {
    await page.getByRole("button", { name: "Make a CSV file" }).click();
    const link = page.getByRole("link", { name: "Download CSV" });
    await expect(link).toBeVisible({ timeout: 20_000 });
    await expectAccessibleInBoth(page);
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^${slug}-audit-\\d{4}-\\d{2}-\\d{2}\\.csv$`));
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^id,occurred_at,action,/);
    expect(lines.slice(1).every((line) => /^"[0-9a-f-]{36}",/.test(line))).toBe(true);
    expect(lines.some((line) => line.includes('"unit.created"'))).toBe(true);
    expect(lines.some((line) => line.includes('"organization.created"'))).toBe(false);
  });

  await test.step("the log says that it left", async () => {
    await page.goto(`${path}/audit?q=action:audit.*`);
    await expect(page.getByText("audit.export_requested", { exact: true })).toBeVisible();
    await expect(page.getByText("audit.exported", { exact: true })).toBeVisible();
  });

  await test.step("the check says how many events were looked at", async () => {
    await page.getByRole("button", { name: "Check now" }).click();
    await expect(page.getByText(/^\d+ events checked: none was altered, added or taken away\.$/)).toBeVisible({ timeout: 20_000 });
    await expectAccessible(page);
  });

  await test.step("how long it is kept is changed, within its bounds", async () => {
    const days = page.getByLabel("Days");
    await days.fill("7");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/whole number of days from 30/)).toBeVisible();
    await days.fill("365");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Events older than 365 days are removed.", { exact: false })).toBeVisible();
    await page.goto(`${path}/audit?q=action:audit.retention_changed`);
    await expect(page.getByText("audit.retention_changed", { exact: true })).toBeVisible();
  });
});
