import type { Page } from "@playwright/test";
import { expect, joinAndSignIn, newPerson, type Person, test } from "./portal";

const PRIVATE = ["/account", "/account/security", "/account/sessions", "/account/privacy"];

/** Everything that a page of this origin can leave in the browser, by name. */
async function leftBehind(page: Page): Promise<string[]> {
  return page.evaluate(async () => [
    ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
    ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
    ...(await caches.keys()).map((key) => `cache ${key}`),
    ...(await indexedDB.databases()).map(({ name }) => `IndexedDB ${name}`),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => `service worker ${scope}`),
  ]);
}

async function expectNothingOf(person: Person, page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/login/);
  await expect(page.getByText(person.email)).toHaveCount(0);
  expect(await page.content()).not.toContain(person.email);
}

test("after signing out nothing of the person is left in the browser, and the way back leads to no private page", async ({
  page,
  context,
}) => {
  const person = newPerson();
  await joinAndSignIn(page, person);
  for (const path of PRIVATE) {
    await page.goto(path);
    await expect(page.locator("main")).toBeVisible();
  }
  // Within the app too: what its router keeps must not outlive the session.
  await page.getByRole("link", { name: "Sessions" }).first().click();
  await expect(page).toHaveURL(/\/account\/sessions/);
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login/);

  expect(await leftBehind(page)).toEqual([]);
  const cookies = await context.cookies();
  expect(cookies.map(({ name }) => name).filter((name) => name.includes("session"))).toEqual([]);
  for (let steps = 0; steps < 3; steps += 1) {
    await page.goBack();
    await expectNothingOf(person, page);
  }
  for (const path of PRIVATE) {
    await page.goto(path);
    await expectNothingOf(person, page);
  }
});
