import { expect, joinAndSignIn, mailTo, newPerson, pathOf, register, signIn, test } from "./portal";

test("a person registers, verifies, changes the password, loses it, resets it, is signed out elsewhere, and signs out", async ({
  page,
  browser,
}) => {
  const person = newPerson();
  await joinAndSignIn(page, person);
  await expect(page.getByRole("heading", { name: "Hello, Ana" })).toBeVisible();

  await test.step("changes the password, which ends the other browser's session but not this one", async () => {
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await signIn(other, person.email, person.password);
    await page.goto("/account/security");
    await page.getByLabel("Current password").fill(person.password);
    const changed = `${person.password} changed`;
    await page.getByLabel("New password").fill(changed);
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByText(/password is changed/i).first()).toBeVisible();
    person.password = changed;
    await other.goto("/account");
    await expect(other).toHaveURL(/\/login/);
    await mailTo(page.request, person.email, /password.*changed|changed.*password/i);
    await elsewhere.close();
  });

  await test.step("loses it and resets it from another browser", async () => {
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await other.goto("/login");
    await other.getByRole("link", { name: "Forgot password?" }).click();
    await other.getByLabel("E-mail address").fill(person.email);
    await other.getByRole("button", { name: /send/i }).click();
    await expect(other.getByText("Check your mail")).toBeVisible();
    const mail = await mailTo(other.request, person.email, /reset|new password/i);
    await other.goto(pathOf(mail.links.find((link) => link.includes("/reset-password"))));
    const reset = `${person.password} again`;
    await other.getByLabel("New password").fill(reset);
    await other
      .getByRole("button", { name: /password/i })
      .last()
      .click();
    await expect(other).toHaveURL(/\/login/);
    await expect(other.getByText(/signed out/i).first()).toBeVisible();
    person.password = reset;
    await elsewhere.close();
  });

  await test.step("is signed out here, signs in again, and signs out", async () => {
    await page.goto("/account");
    await expect(page).toHaveURL(/\/login/);
    await signIn(page, person.email, person.password);
    const before = await page.context().cookies();
    await page.getByRole("button", { name: "Your account" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/login/);
    // The old cookie is dead, not only taken away.
    await page.context().addCookies(before);
    await page.goto("/account");
    await expect(page).toHaveURL(/\/login/);
  });
});

test("the link of the mail works in another browser, and opening it confirms nothing by itself", async ({ page, browser }) => {
  const person = newPerson();
  await register(page, person);
  const mail = await mailTo(page.request, person.email, /confirm/i);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  const link = pathOf(mail.links.find((address) => address.includes("/verify-email")));
  for (let opened = 0; opened < 3; opened += 1) await other.goto(link);
  await page.goto("/login");
  await page.getByLabel("E-mail or username").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Your address is not confirmed yet")).toBeVisible();
  await other.getByRole("button", { name: /confirm/i }).click();
  await expect(other.getByText("Your address is confirmed")).toBeVisible();
  await signIn(page, person.email, person.password);
  await elsewhere.close();
});

test("an address changes only when the new mailbox says so, and the old one is told", async ({ page, browser }) => {
  const person = newPerson();
  await joinAndSignIn(page, person);
  const next = newPerson().email;
  await page.goto("/account/security");
  await page.getByLabel("New address").fill(next);
  await page.getByLabel("Your password").fill(person.password);
  await page.getByRole("button", { name: /change address|change e-mail|send/i }).click();
  await expect(page.getByText("Check the mail at your new address")).toBeVisible();
  await mailTo(page.request, person.email, /address/i);
  const mail = await mailTo(page.request, next, /address|confirm/i);
  await page.getByLabel("Six-digit code").fill(mail.code ?? "");
  await expect(page.getByText("Your address is changed").first()).toBeVisible();
  await mailTo(page.request, person.email, /changed/i);
  const elsewhere = await browser.newContext();
  await signIn(await elsewhere.newPage(), next, person.password);
  await elsewhere.close();
});
