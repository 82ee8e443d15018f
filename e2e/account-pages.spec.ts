import { expect, joinAndSignIn, newPerson, signIn, test } from "./portal";

test("a profile keeps what was typed, and a taken username is said beside its field", async ({ page }) => {
  const person = newPerson();
  await joinAndSignIn(page, person);
  const username = `ana-${person.email.slice(4, 16)}`;
  await page.getByLabel("Full name").fill("Ana María Example");
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Time zone").selectOption("Europe/Lisbon");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText(/saved/i).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Full name")).toHaveValue("Ana María Example");
  await expect(page.getByLabel("Username")).toHaveValue(username);
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Lisbon");

  await page.getByLabel("Username").fill("-no-");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByLabel("Username")).toHaveAttribute("aria-invalid", "true");
});

test("a person signs in with the username, in any case", async ({ page, browser }) => {
  const person = newPerson();
  await joinAndSignIn(page, person);
  const username = `u.${person.email.slice(4, 16)}`;
  await page.getByLabel("Username").fill(username);
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText(/saved/i).first()).toBeVisible();
  const elsewhere = await browser.newContext();
  await signIn(await elsewhere.newPage(), username.toUpperCase(), person.password);
  await elsewhere.close();
});

test("sessions are listed with this one first, and another one is ended from here", async ({ page, browser }) => {
  const person = newPerson();
  await joinAndSignIn(page, person);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signIn(other, person.email, person.password);
  await page.goto("/account/sessions");
  await expect(page.getByRole("button", { name: /^End session/ })).toHaveCount(1);
  await page.getByRole("button", { name: /^End session/ }).click();
  await page.getByRole("dialog").or(page.getByRole("alertdialog")).getByRole("button", { name: /end/i }).click();
  await expect(page.getByRole("button", { name: /^End session/ })).toHaveCount(0);
  await other.goto("/account");
  await expect(other).toHaveURL(/\/login/);
  await elsewhere.close();
});

test("a deactivated account is shut out everywhere at once", async ({ page, browser }) => {
  const person = newPerson();
  await joinAndSignIn(page, person);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signIn(other, person.email, person.password);
  await page.goto("/account/privacy");
  await page.getByRole("button", { name: /deactivate/i }).click();
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await dialog.getByLabel(/e-mail|type/i).fill(person.email);
  await dialog.getByLabel("Your password").fill(person.password);
  await dialog.getByRole("button", { name: /deactivate/i }).click();
  await expect(page).toHaveURL(/\/(login|$)/);
  await other.goto("/account");
  await expect(other).toHaveURL(/\/login/);
  await other.getByLabel("E-mail or username").fill(person.email);
  await other.getByLabel("Password", { exact: true }).fill(person.password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByText(/deactivated/i).first()).toBeVisible();
  await elsewhere.close();
});

test("the page one came from is where signing in leads, and another site never is", async ({ page }) => {
  const person = newPerson();
  await joinAndSignIn(page, person);
  await page.context().clearCookies();
  await page.goto("/account/sessions");
  await expect(page).toHaveURL(/\/login\?callbackUrl=/);
  await page.getByLabel("E-mail or username").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/account\/sessions$/);

  await page.context().clearCookies();
  await page.goto("/login?callbackUrl=//evil.example/");
  await page.getByLabel("E-mail or username").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/account$/);
});
