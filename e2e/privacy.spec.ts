import { expect, expectAccessible, joinAndSignIn, mailTo, newPerson, signIn, test } from "./portal";

test("a person takes a copy of their data, deletes the account, and keeps it by signing in", async ({ page }) => {
  const person = newPerson();
  await joinAndSignIn(page, person);
  await page.goto("/account/privacy");

  await test.step("asks for a copy, sees it being prepared, and downloads it", async () => {
    await page.getByRole("button", { name: "Prepare a copy" }).click();
    const link = page.getByRole("link", { name: "Download" });
    await expect(link).toBeVisible();
    await expect(page.getByText(/^Ready · /)).toBeVisible();
    await expectAccessible(page);
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toMatch(/^portico-data-.*\.zip$/);
    await mailTo(page.request, person.email, /copy of your data/i);
    await page.reload();
    await expect(link).toBeVisible();
  });

  await test.step("is asked twice before the account is deleted", async () => {
    await page.getByRole("button", { name: "Delete account" }).click();
    const dialog = page.getByRole("dialog");
    await expectAccessible(page);
    await dialog.getByLabel(/to confirm/).fill("somebody@example.com");
    await dialog.getByLabel("Your password").fill("wrong password");
    await dialog.getByRole("button", { name: "Delete account" }).click();
    await expect(dialog.getByText("This is not your current password.")).toBeVisible();
    await dialog.getByLabel("Your password").fill(person.password);
    await dialog.getByRole("button", { name: "Delete account" }).click();
    await expect(dialog.getByText("Type your e-mail address exactly.")).toBeVisible();
    await dialog.getByLabel(/to confirm/).fill(person.email);
    await dialog.getByRole("button", { name: "Delete account" }).click();
    await expect(page).toHaveURL(/\/login\?notice=deletion-scheduled/);
    await expect(page.getByText("Your account will be deleted in 30 days")).toBeVisible();
    const mail = await mailTo(page.request, person.email, /will be deleted/i);
    expect(mail.text).toContain("Erased after");
    await page.goto("/account");
    await expect(page).toHaveURL(/\/login/);
  });

  await test.step("signs in, and is told that the account stays", async () => {
    await signIn(page, person.email, person.password);
    await expect(page.getByText("Your account stays")).toBeVisible();
    await expectAccessible(page);
    await mailTo(page.request, person.email, /your account stays/i);
  });
});

test("anybody can write to whoever runs the portal, and is told what is missing", async ({ page }) => {
  await page.goto("/login");
  await page.getByRole("link", { name: "Contact" }).click();
  await expect(page.getByRole("heading", { name: "Write to us" })).toBeVisible();
  // Until the page's script has come, the form is sent as it is.
  await expect(async () => {
    await page.getByRole("button", { name: "Send message" }).click();
    await expect(page.getByText("Enter your name.")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByText("Write a message.")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Your name").fill("Ana Example");
  await page.getByLabel("E-mail address").fill("ana@example.com");
  await page.getByLabel("Message").fill("How do I change my address?\n\nThank you.");
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByText("Your message is on its way.")).toBeVisible();
  await expectAccessible(page);
});
