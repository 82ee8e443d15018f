import type { Page } from "@playwright/test";
import { expect, joinAndSignIn, newPerson, test } from "./portal";

/** Everything the browser complains about: scripts that fail, files that are missing, what the policy refuses. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || /content.security.policy/i.test(message.text())) heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
  return heard;
}

// Each page runs more than a megabyte of script, which a machine busy with other tests takes its time for.
test.describe.configure({ timeout: 150_000 });

test("the console signs in with Authorize and calls the API as that person", async ({ page, browser }) => {
  const person = newPerson();
  const elsewhere = await browser.newContext();
  await joinAndSignIn(await elsewhere.newPage(), person);
  await elsewhere.close();

  const heard = complaints(page);
  await page.goto("/docs");
  await expect(page.getByRole("heading", { name: /Portico API/ })).toBeVisible();
  await page.getByRole("button", { name: "Authorize" }).first().click();
  await page.getByLabel("username:").fill(person.email);
  await page.getByLabel("password:", { exact: true }).fill(person.password);
  const signedIn = page.waitForResponse("**/api/v1/auth/login/form");
  await page.getByRole("button", { name: "Apply given OAuth2 credentials" }).click();
  expect((await signedIn).status()).toBe(200);
  await page.getByRole("button", { name: "Close" }).first().click();

  await page.locator("#operations-tag-Signing_in").click();
  const operation = page.locator("#operations-Signing_in-getCaller");
  await operation.getByRole("button").first().click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  const called = page.waitForResponse("**/api/v1/auth/me");
  await operation.getByRole("button", { name: "Execute" }).click();
  expect((await called).status()).toBe(200);
  await expect(operation.locator(".live-responses-table")).toContainText(person.email);
  expect(heard).toEqual([]);
});

test("the reference shows every group, and finds an operation", async ({ page, isMobile }) => {
  const heard = complaints(page);
  await page.goto("/redoc");
  await expect(page.getByRole("heading", { name: /Portico API/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Joining and recovery" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "How many accounts there are" })).toBeAttached();
  // On a phone the search is in a menu that is closed.
  if (!isMobile) {
    await page.getByPlaceholder("Search...").fill("picture");
    await expect(page.locator('[data-role="search:results"]')).toContainText("Somebody's picture");
  }
  expect(heard).toEqual([]);
});
