import type { Page } from "@playwright/test";
import { ADMINISTRATOR, expect, expectAccessibleInBoth, joinAndSignIn, newPerson, signIn, test } from "./portal";
import { signedInMinutesAgo } from "./time";

const proof = (page: Page) => page.getByRole("dialog", { name: "Confirm that it is you" });

test("whoever signed in a while ago confirms that it is them, over what they typed, which stays and is done then", async ({
  page,
}, info) => {
  const person = newPerson();
  const shot = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) });
  await joinAndSignIn(page, person);
  const slug = person.email.slice(4, 16);
  const made = await page.request.post("/api/v1/organizations", {
    headers: { origin: new URL(page.url()).origin },
    data: { name: "Harbour Club", slug },
  });
  expect(made.status(), await made.text()).toBe(201);
  await signedInMinutesAgo(page, 11);

  await test.step("a person is asked over their own dialog, and may leave it", async () => {
    await page.goto(`/orgs/${slug}/settings`);
    const own = page.getByRole("dialog", { name: "Delete Harbour Club?" });
    await expect(async () => {
      await page.getByRole("button", { name: "Delete organization" }).click();
      await expect(own).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await own.getByRole("textbox").fill(slug);
    await own.getByRole("button", { name: "Delete organization" }).click();
    await expect(proof(page)).toBeVisible();
    await expect(proof(page).getByLabel("Your password")).toBeFocused();
    await expectAccessibleInBoth(page);
    await shot("over-a-dialog");
    await page.keyboard.press("Escape");
    await expect(own.getByText("Confirm first that it is you.")).toBeVisible();
    await expect(own.getByRole("textbox")).toHaveValue(slug);
    await own.getByRole("button", { name: "Delete organization" }).click();
    await proof(page).getByLabel("Your password").fill("wrong password");
    await proof(page).getByRole("button", { name: "Confirm" }).click();
    await expect(proof(page).getByText("This is not your current password.")).toBeVisible();
    await proof(page).getByLabel("Your password").fill(person.password);
    await proof(page).getByLabel("Your password").press("Enter");
    await expect(page).toHaveURL(/\/orgs$/);
    await expect(proof(page)).toBeHidden();
  });

  await test.step("an administrator is asked over a form, and everything typed is still sent", async () => {
    await page.context().clearCookies();
    await signIn(page, ADMINISTRATOR.email, ADMINISTRATOR.password);
    await signedInMinutesAgo(page, 11);
    const made = newPerson();
    await page.goto("/admin/users/new");
    await page.getByLabel("E-mail address").fill(made.email);
    await page.getByLabel("Full name (optional)").fill("Bea Typed");
    await page.getByRole("button", { name: "Create user" }).click();
    await expect(proof(page)).toBeVisible();
    await shot("over-a-form");
    await proof(page).getByLabel("Your password").fill(ADMINISTRATOR.password);
    await proof(page).getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Bea Typed" })).toBeVisible();
    await expect(page.getByText(made.email).first()).toBeVisible();
  });

  await test.step("and is not asked again soon", async () => {
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await expect(page.getByText("is signed out everywhere.").first()).toBeVisible();
    await expect(proof(page)).toBeHidden();
  });
});
