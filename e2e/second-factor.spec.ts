import { TOTP } from "otpauth";
import { expect, expectAccessible, joinAndSignIn, mailTo, newPerson, test } from "./portal";

/** What an authenticator app shows; each step of thirty seconds counts once. */
const codeOf = (secret: string, steps: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });

test("a person sets up an authenticator app, and signs in with its code, with a recovery code and with a mailed code", async ({
  page,
}, info) => {
  const person = newPerson();
  const shot = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  await joinAndSignIn(page, person);
  let secret = "";
  let recoveryCode = "";

  await test.step("scans, types the first code, keeps the recovery codes", async () => {
    await page.goto("/account/security");
    await page.getByRole("link", { name: "Set up an authenticator app" }).click();
    await page.getByLabel("Your password").fill("wrong password");
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByText("This is not your current password.")).toBeVisible();
    await page.getByLabel("Your password").fill(person.password);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByRole("img", { name: "QR code of the secret" })).toBeVisible();
    await expectAccessible(page);
    await shot("scan");
    secret = ((await page.locator("code").textContent()) ?? "").replaceAll(/\s/g, "");
    await page.getByLabel("Code the app shows now").fill(codeOf(secret, 10));
    await expect(page.getByText("This code is not right.")).toBeVisible();
    await page.getByLabel("Code the app shows now").fill(codeOf(secret, -1));
    await expect(page.getByRole("heading", { name: "Keep your recovery codes" })).toBeVisible();
    await expectAccessible(page);
    await shot("codes");
    recoveryCode = (await page.locator("ol li").first().textContent()) ?? "";
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
    expect(file.suggestedFilename()).toBe("recovery-codes.txt");
    await page.getByRole("link", { name: "I have kept them" }).click();
    await expect(page.getByText("Your authenticator app counts from now on")).toBeVisible();
    await expect(page.getByText("10 left")).toBeVisible();
    await expectAccessible(page);
    await shot("security");
    await mailTo(page.request, person.email, /authenticator app was added/i);
  });

  const signInAgain = async () => {
    await page.context().clearCookies();
    await page.goto("/login?callbackUrl=/account/sessions");
    await page.getByLabel("E-mail or username").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  };

  await test.step("signs in with the code, which sends itself, and is where they wanted to be", async () => {
    await signInAgain();
    await expectAccessible(page);
    await shot("verify");
    await page.goto("/account");
    await expect(page, "the password alone opens nothing").toHaveURL(/\/login/);
    await page.goBack();
    await page.getByLabel("Code from your authenticator app").fill(codeOf(secret, 10));
    await expect(page.getByText("That code is not right")).toBeVisible();
    await page.getByLabel("Code from your authenticator app").fill(codeOf(secret, 0));
    await expect(page).toHaveURL(/\/account\/sessions$/);
  });

  const tryAnotherWay = async (way: string) => {
    const choice = page.getByRole("list", { name: "Other ways" }).getByRole("button", { name: way });
    // A press before the page is alive is lost.
    await expect(async () => {
      await page.getByRole("button", { name: "Try another way" }).click({ timeout: 1_000 });
      await expect(choice).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expectAccessible(page);
    await shot(`other-ways-${way.replaceAll(" ", "-")}`);
    await choice.click();
  };

  await test.step("signs in with a recovery code by another way, and is told", async () => {
    await signInAgain();
    await tryAnotherWay("A recovery code");
    await page.getByLabel("Recovery code").fill(recoveryCode.toUpperCase());
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page).toHaveURL(/\/account\/sessions$/);
    await mailTo(page.request, person.email, /recovery code was used/i);
    await page.goto("/account/security");
    await expect(page.getByText("9 left")).toBeVisible();
  });

  await test.step("turns codes by e-mail on, and signs in with one by another way", async () => {
    await page.getByRole("link", { name: "Add codes by e-mail" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Codes by e-mail" })).toBeVisible();
    await page.getByLabel("Your password").fill(person.password);
    await page.getByRole("button", { name: "Mail me a code" }).click();
    await expect(page.getByRole("heading", { name: "Type the code" })).toBeVisible();
    await expectAccessible(page);
    await shot("email-codes");
    const first = await mailTo(page.request, person.email, /code to set up/i);
    await page.getByLabel("Six-digit code").fill(first.code ?? "");
    await expect(page.getByText("Codes by e-mail count from now on")).toBeVisible();
    await expectAccessible(page);
    await shot("security-with-both");

    await signInAgain();
    await tryAnotherWay("A code by e-mail");
    await expect(page.getByText("A code is on its way to a•••@example.com")).toBeVisible();
    await expect(page.getByRole("button", { name: /Send a new code in/ })).toBeVisible();
    await expectAccessible(page);
    await shot("verify-by-mail");
    const second = await mailTo(page.request, person.email, /sign-in code/i);
    // Pasted as it stands in the mail, with the space in the middle.
    await page.getByLabel("Code from the mail").fill(`${second.code?.slice(0, 3)} ${second.code?.slice(3)}`);
    await expect(page).toHaveURL(/\/account\/sessions$/);
    await page.goto("/account/security");
    await page.getByRole("button", { name: "Remove E-mail to a•••@example.com" }).click();
    await page.getByRole("dialog").getByLabel("Your password").fill(person.password);
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("link", { name: "Add codes by e-mail" })).toBeVisible();
  });

  await test.step("renames it, makes new codes, and removes it", async () => {
    await page.getByRole("button", { name: "Rename Phone" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Old phone");
    await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
    await page.getByRole("button", { name: "Make new codes" }).click();
    await page.getByRole("dialog").getByLabel("Your password").fill(person.password);
    await page.getByRole("dialog").getByRole("button", { name: "Make new codes" }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: "I have kept them" }).click();
    await expect(page.getByText("10 left")).toBeVisible();
    await page.getByRole("button", { name: "Remove Old phone" }).click();
    await page.getByRole("dialog").getByLabel("Your password").fill(person.password);
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("link", { name: "Set up an authenticator app" })).toBeVisible();
  });

  await test.step("a sign-in that was left is begun anew", async () => {
    await page.context().clearCookies();
    await page.goto("/login/verify");
    await expect(page.getByText("Begin again")).toBeVisible();
  });
});
