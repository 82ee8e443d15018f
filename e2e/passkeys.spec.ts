import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { expect, expectAccessible, joinAndSignIn, mailTo, newPerson, signIn, test } from "./portal";

/** Chromium's own authenticator in software: it verifies its person at once, and uses the passkey that it holds. */
async function addAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return {
    /** Whether its person is the one it knows. */
    verify: (isUserVerified: boolean) => cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    held: async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
  };
}

test("a person adds a passkey to their account, and signs in with it", async ({ page }, info) => {
  const person = newPerson();
  const shot = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  const authenticator = await addAuthenticator(page);
  await joinAndSignIn(page, person);

  await test.step("takes the offer after signing in with a password", async () => {
    await expect(page.getByRole("heading", { name: "Next time, without a password" })).toBeVisible();
    await shot("offer");
    await page.getByRole("button", { name: "Create a passkey" }).click();
    await page.getByRole("dialog").getByLabel("Your password").fill(person.password);
    await shot("create");
    await page.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
    await expect.poll(authenticator.held).toBe(1);
    await mailTo(page.request, person.email, /passkey was added/i);
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(page.getByRole("heading", { name: "Next time, without a password" })).toBeHidden();
    await page.goto("/account/security");
    await expect(page.getByRole("button", { name: /^Remove / }).first()).toBeVisible();
    await expectAccessible(page);
    await shot("security");
  });

  await test.step("signs in by the button, is where they wanted to be, and sees how they came the last time", async () => {
    // The browser offers it by itself as well, and its authenticator would take the offer at once.
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false;
    });
    await page.context().clearCookies();
    await page.goto("/login?callbackUrl=/account/sessions");
    await expect(async () => {
      await page.getByRole("button", { name: "Use a passkey" }).click({ timeout: 1000 });
      await page.waitForURL(({ pathname }) => pathname === "/account/sessions", { timeout: 5000 });
    }).toPass();
    await page.context().clearCookies({ name: "portico.session" });
    await page.goto("/login");
    await expect(page.getByText("Last used")).toBeVisible();
    await expectAccessible(page);
    await shot("login");
  });

  await test.step("proves the second factor with it, after a password", async () => {
    await signIn(page, person.email, person.password);
    const headers = { origin: new URL(page.url()).origin };
    const begun = await page.request.post("/api/v1/users/me/factors", { headers, data: { name: "Phone" } });
    expect(begun.status(), await begun.text()).toBe(201);
    const { id, secret } = (await begun.json()).data;
    const confirmed = await page.request.post(`/api/v1/users/me/factors/${id}/confirm`, {
      headers,
      data: { code: new TOTP({ secret }).generate() },
    });
    expect(confirmed.status(), await confirmed.text()).toBe(200);
    await page.context().clearCookies();
    await page.goto("/login");
    await page.getByLabel("E-mail or username").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
    await expectAccessible(page);
    await shot("second-factor");
    await expect(async () => {
      await page.getByRole("button", { name: "Use your passkey" }).click({ timeout: 1000 });
      await page.waitForURL(({ pathname }) => pathname === "/account", { timeout: 5000 });
    }).toPass();
    await page.context().clearCookies({ name: "portico.session" });
    await page.goto("/login");
  });

  await test.step("is refused where the authenticator does not know them", async () => {
    await authenticator.verify(false);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await expect(page.getByRole("alert").filter({ hasText: /passkey/i })).toBeVisible();
    await expect(page).toHaveURL(/\/login/);
  });
});

test("somebody registers with a passkey alone", async ({ page }, info) => {
  const person = newPerson();
  const shot = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  const authenticator = await addAuthenticator(page);
  await page.goto("/register");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByRole("button", { name: "Continue" }).click();
  await expectAccessible(page);
  await shot("register");
  await page.getByRole("button", { name: "Use a passkey, without a password" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await shot("check-mail");
  const { code } = await mailTo(page.request, person.email, /confirm/i);
  await page.getByLabel("Six-digit code").fill(code ?? "");
  await expect(page.getByRole("heading", { name: "Create your passkey" })).toBeVisible();
  await expectAccessible(page);
  await shot("first-passkey");
  await expect(async () => {
    await page.getByRole("button", { name: "Create a passkey" }).click({ timeout: 1000 });
    await page.waitForURL(({ pathname }) => pathname === "/account", { timeout: 5000 });
  }).toPass();
  expect(await authenticator.held()).toBe(1);

  await page.goto("/account/security");
  await expect(page.getByText("You have no password yet.")).toBeVisible();
  await page
    .getByRole("button", { name: /^Remove / })
    .first()
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("This passkey is your only way in.")).toBeVisible();
  await shot("only-way-in");

  await page.goto("/account/security");
  const other = newPerson().email;
  await page.getByLabel("New address").fill(other);
  await page.getByRole("button", { name: "Change address" }).click();
  await expect(page.getByText("Check the mail at your new address")).toBeVisible();

  await page.context().clearCookies();
  await page.goto("/login");
  // Out of what the browser fills in, or by the button where it has not been offered yet.
  await expect(async () => {
    if (new URL(page.url()).pathname === "/login") await page.getByRole("button", { name: "Use a passkey" }).click({ timeout: 1000 });
    await page.waitForURL(({ pathname }) => pathname === "/account", { timeout: 5000 });
  }).toPass();
});
