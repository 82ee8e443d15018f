import type { Page } from "@playwright/test";
import { ADMINISTRATOR, expect, expectAccessibleInBoth, joinAndSignIn, newPerson, signIn, test } from "./portal";

/** The page as it is: nothing to find for axe in light and dark, and nothing that a phone would have to scroll sideways. */
async function expectGood(page: Page): Promise<void> {
  await expectAccessibleInBoth(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), "no sideways scrolling").toBeLessThanOrEqual(
    0,
  );
}

/** As the page's own programs would, with the cookie of whoever is signed in. */
async function post(page: Page, path: string, data: object): Promise<Record<string, string>> {
  const answer = await page.request.post(path, { data, headers: { origin: new URL(page.url()).origin } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()).data;
}

test("an administrator sees how the platform is doing, makes, finds, changes and deletes people, ends an organization and reads the log", async ({
  page,
}) => {
  // Every page of the console, twice over.
  test.slow();
  const [person, other] = [newPerson(), newPerson()];
  const tag = person.email.slice(4, 16);
  await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);

  await test.step("the menu leads to the dashboard, whose charts unfold into tables", async () => {
    // Until the page's script has come, the button does nothing.
    await expect(async () => {
      await page.getByRole("button", { name: "Your account" }).click();
      await page.getByRole("menuitem", { name: "Administration" }).click({ timeout: 2_000 });
    }).toPass();
    await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
    await expect(page.getByRole("img", { name: /failed sign-ins from .* on the busiest day/ })).toBeVisible();
    await page.getByRole("link", { name: "7 days" }).click();
    await expect(page).toHaveURL(/days=7/);
    await page.getByText("Show as table: sign-ins").click();
    await expect(page.getByRole("region", { name: "Table: sign-ins", exact: true }).getByRole("row")).toHaveCount(8);
    await expectGood(page);
  });

  await test.step("a new person, whose address is confirmed and whose role is changed", async () => {
    await page.getByRole("link", { name: "Users", exact: true }).click();
    await page.getByRole("link", { name: "New user" }).click();
    await page.getByLabel("E-mail address").fill("nobody");
    await page.getByRole("button", { name: "Create user" }).click();
    await expect(page.getByLabel("E-mail address")).toBeFocused();
    await expectGood(page);
    await page.getByLabel("E-mail address").fill(person.email);
    await page.getByLabel("Full name (optional)").fill("Ana Made");
    await page.getByRole("button", { name: "Create user" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Ana Made" })).toBeVisible();
    await page.getByRole("button", { name: "Confirm the address" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Confirm the address" }).click();
    await expect(page.getByText("Not confirmed", { exact: true })).toHaveCount(0);
    await page.getByRole("radio", { name: /^Guest/ }).check();
    await page.getByRole("button", { name: "Change role" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
    await expect(page.locator("#account").getByText("Guest", { exact: true })).toBeVisible();
    await expectGood(page);
  });

  await test.step("two are found and deactivated together, and each has a result", async () => {
    await post(page, "/api/v1/users", { email: `too.${tag}@example.com`, full_name: "Ben Made" });
    await page.goto("/admin/users");
    await page.getByLabel("Name, username or address").fill(tag);
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByRole("checkbox", { name: /^Choose .*@/ })).toHaveCount(2);
    await page.getByLabel("Choose all on this page").check();
    await expectGood(page);
    await page.getByRole("button", { name: "With the chosen" }).click();
    await page.getByRole("menuitem", { name: "Deactivate" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
    await expect(page.getByRole("dialog").getByText("Done for 2 of 2")).toBeVisible();
    await expectGood(page);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).first().click();
    await expect(page.getByRole("listitem").getByText("Deactivated")).toHaveCount(2);
    await page.getByLabel("Status").selectOption("active");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByText("Nobody matches")).toBeVisible();
    await expectGood(page);
  });

  await test.step("one is deleted, after their address was typed", async () => {
    await page.goto(`/admin/users?search=${encodeURIComponent(person.email)}`);
    await page.getByRole("link", { name: "Ana Made" }).click();
    await page.getByRole("button", { name: "Delete account" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete account" }).click();
    await expect(page.getByText(`Type ${person.email} to confirm.`)).toBeVisible();
    await page.getByRole("dialog").getByRole("textbox").fill(person.email);
    await page.getByRole("dialog").getByRole("button", { name: "Delete account" }).click();
    await expect(page).toHaveURL("/admin/users");
  });

  await test.step("what is done to one's own account has its place elsewhere", async () => {
    await page.goto(`/admin/users?search=${encodeURIComponent(ADMINISTRATOR.email)}`);
    await expect(page.getByRole("checkbox", { name: `Choose ${ADMINISTRATOR.email}` })).toBeDisabled();
    await page.getByRole("link", { name: ADMINISTRATOR.fullName }).click();
    await expect(page.getByText("This is your own account")).toBeVisible();
    await expect(page.getByRole("button", { name: "Delete account" })).toHaveCount(0);
    await expectGood(page);
  });

  const organization = await post(page, "/api/v1/organizations", { name: `Harbour ${tag}` });
  await test.step("an organization is found, deleted and restored", async () => {
    await page.goto("/admin/organizations");
    await page.getByLabel("Name or short name").fill(tag);
    await page.getByRole("button", { name: "Search" }).click();
    await expectGood(page);
    await page.getByRole("link", { name: `Harbour ${tag}` }).click();
    await expect(page.locator("#owners").getByText(ADMINISTRATOR.email)).toBeVisible();
    await expectGood(page);
    for (const act of ["Delete organization", "Restore organization"]) {
      await page.getByRole("button", { name: act }).click();
      await page
        .getByRole("dialog")
        .getByRole("textbox")
        .fill(organization.slug ?? "");
      await page.getByRole("dialog").getByRole("button", { name: act }).click();
      await expect(page.getByText("Deleted", { exact: true })).toHaveCount(act.startsWith("Delete") ? 1 : 0);
    }
    await page.getByRole("link", { name: "Open its console" }).click();
    await expect(page).toHaveURL(`/orgs/${organization.slug}`);
  });

  await test.step("the log tells it, across organizations", async () => {
    await page.goto("/admin/audit");
    await page.getByRole("searchbox", { name: "Search" }).fill(`scope:${organization.slug} action:organization.*`);
    await page.getByRole("button", { name: "Search" }).click();
    for (const action of ["organization.created", "organization.deleted", "organization.restored"]) {
      await expect(page.getByText(action, { exact: true })).toHaveCount(1);
    }
    await page.getByText("What can be searched for").click();
    await expectGood(page);
    await page.getByRole("searchbox", { name: "Search" }).fill(`target:too.${tag}@example.com`);
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByText("account.deactivated", { exact: true })).toBeVisible();
    await page.getByRole("searchbox", { name: "Search" }).fill("scope:");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByText("This search cannot be read")).toBeVisible();
  });

  await test.step("for everybody else there is no console", async () => {
    await page.context().clearCookies();
    await page.goto("/admin/users");
    await expect(page).toHaveURL(`/login?callbackUrl=${encodeURIComponent("/admin/users")}`);
    await joinAndSignIn(page, other);
    expect((await page.goto("/admin"))?.status()).toBe(404);
    await page.goto("/account");
    await page.getByRole("button", { name: "Your account" }).click();
    await expect(page.getByRole("menuitem", { name: "Sessions" })).toBeVisible();
    await expect(page.getByRole("menuitem", { name: "Administration" })).toHaveCount(0);
  });
});
