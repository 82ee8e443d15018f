import type { Page } from "@playwright/test";
import { ADMINISTRATOR, expect, expectAccessibleInBoth, joinAndSignIn, mailTo, newPerson, signIn, test } from "./portal";

const REASON = "Ticket 4711: the name cannot be changed";

/** The page as it is: nothing for axe in light and dark, nothing to scroll sideways. */
async function expectGood(page: Page): Promise<void> {
  await expectAccessibleInBoth(page);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways, "no sideways scrolling").toBeLessThanOrEqual(0);
}

test("an administrator acts as somebody under a banner that stays, is kept from what is theirs, and returns", async ({ page, browser }) => {
  test.slow();
  const person = newPerson();
  const elsewhere = await browser.newContext();
  const theirs = await elsewhere.newPage();
  await joinAndSignIn(theirs, person);
  await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
  await page.goto(`/admin/users?search=${encodeURIComponent(person.email)}`);
  await page.getByRole("link", { name: /Ana Example/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ana Example" })).toBeVisible();
  const personPage = new URL(page.url()).pathname;
  const banner = page.getByRole("region", { name: "Acting as somebody else" });

  await test.step("says why first", async () => {
    await page.getByRole("button", { name: "Act as this person" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("too short");
    await dialog.getByRole("button", { name: "Act as this person" }).click();
    await expect(dialog.getByText("Say why, in 10 to 500 characters.")).toBeVisible();
    await expectGood(page);
    await dialog.getByLabel("Reason").fill(REASON);
    await dialog.getByRole("button", { name: "Act as this person" }).click();
    await expect(page).toHaveURL(/\/account$/);
    await mailTo(page.request, person.email, /acting as you/);
  });

  await test.step("sees the banner on every page, however far it is scrolled, and reaches it by the keyboard", async () => {
    for (const path of ["/account", "/account/security", "/account/sessions", "/orgs", "/nowhere"]) {
      await page.goto(path);
      await expect(banner).toContainText(`You act as Ana Example (${person.email})`);
      await expect(banner).toContainText(/(59|60) minutes left/);
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      await expect(banner).toBeInViewport({ ratio: 1 });
    }
    await page.goto("/account/security");
    await expectGood(page);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(banner.getByRole("button", { name: "Stop" })).toBeFocused();
    expect((await page.goto(personPage))?.status()).toBe(404);
    await expect(banner).toBeVisible();
  });

  await test.step("is kept from the password, and does the rest as them", async () => {
    await page.goto("/account/security");
    await page.getByLabel("Current password").fill(person.password);
    await page.getByLabel("New password").fill(`${person.password} changed`);
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByText("While you act as somebody else you may not change their password.")).toBeVisible();
    await page.goto("/account");
    await page.getByLabel("Full name").fill("Ana Helped");
    await page.getByRole("button", { name: "Save" }).first().click();
    await expect(page.getByText("Ana Helped").first()).toBeVisible();
  });

  await test.step("stops, and is where it began, with the log telling both names", async () => {
    await banner.getByRole("button", { name: "Stop" }).click();
    await expect(page).toHaveURL(personPage);
    await expect(banner).toHaveCount(0);
    await expect(
      page.getByText(`${ADMINISTRATOR.email}, acting as ${person.email}, updated the profile of ${person.email}`).first(),
    ).toBeVisible();
  });

  await test.step("and the person sees it in their activity", async () => {
    await theirs.goto("/account/security");
    await expect(theirs.getByText("By an administrator, as you").first()).toBeVisible();
    await expect(theirs.getByText("An administrator began to act as you")).toBeVisible();
    await expect(theirs.getByRole("region", { name: "Acting as somebody else" })).toHaveCount(0);
    await elsewhere.close();
  });
});
