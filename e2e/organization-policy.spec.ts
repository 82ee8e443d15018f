import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { expect, expectAccessibleInBoth, joinAndSignIn, mailTo, newPerson, pathOf, test } from "./portal";

/** Goes from the page that asks for the password to the account with an authenticator app that counts. */
async function setUpAuthenticator(page: Page, password: string): Promise<void> {
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("img", { name: "QR code of the secret" })).toBeVisible();
  const secret = ((await page.locator("code").textContent()) ?? "").replaceAll(/\s/g, "");
  await page.getByLabel("Code the app shows now").fill(new TOTP({ secret }).generate());
  await expect(page.getByRole("heading", { name: "Keep your recovery codes" })).toBeVisible();
  await page.getByRole("link", { name: "I have kept them" }).click();
  await expect(page.getByText("Your authenticator app counts from now on")).toBeVisible();
}

test("an owner asks for longer passwords, sees whom it concerns, and the member finds the door, what to do, and the way in", async ({
  page,
  browser,
}) => {
  // Two people, two registrations and every page twice: a busy machine needs longer than for other tests.
  test.slow();
  const owner = newPerson();
  await joinAndSignIn(page, owner);
  const name = `Harbour ${owner.email.slice(4, 16)}`;
  await page.goto("/orgs/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const path = new URL(page.url()).pathname;

  const other = await (await browser.newContext()).newPage();
  const member = { ...newPerson(), password: "vexing trout", fullName: "Ben Guest" };
  await test.step("a member with a short password joins", async () => {
    await page.goto(`${path}/invitations`);
    await page.getByLabel("E-mail addresses").fill(member.email);
    await page.getByRole("button", { name: "Send invitation" }).click();
    await expect(page.getByText("1 invitation is on the way")).toBeVisible();
    await joinAndSignIn(other, member);
    const mail = await mailTo(other.request, member.email, new RegExp(name));
    await other.goto(pathOf(mail.links.find((address) => address.includes("/invite/"))));
    await other.getByRole("button", { name: "Accept and join" }).click();
    await other.waitForURL(path);
    await expect(other.getByRole("heading", { level: 1, name })).toBeVisible();
    expect((await other.goto(`${path}/security`))?.status()).toBe(404);
  });

  await test.step("what would keep the owner out, or is no number, is refused beside its field, and nothing typed is lost", async () => {
    await page.goto(path);
    await page.getByRole("navigation", { name }).getByRole("link", { name: "Security" }).click();
    await expect(page.getByText("Nothing is asked yet")).toBeVisible();
    await expectAccessibleInBoth(page);
    await page.getByLabel("Passwords").selectOption("strict");
    await page.getByLabel("Minutes without use until signed out").fill("soon");
    await page.getByRole("button", { name: "Save policy" }).click();
    await expect(page.getByText("Give a number.")).toBeVisible();
    await page.getByLabel("Minutes without use until signed out").fill("12");
    await page.getByRole("button", { name: "Save policy" }).click();
    await expect(page.getByText("This would keep you out yourself.")).toBeVisible();
    await expect(page.getByLabel("Minutes without use until signed out")).toHaveValue("12");
    await expectAccessibleInBoth(page);
  });

  await test.step("the owner sees whom it would concern, saves, and finds who does not comply", async () => {
    await page.getByLabel("Passwords").selectOption("nist");
    await page.getByRole("button", { name: "What would change?" }).click();
    await expect(page.getByText("1 member has to do something")).toBeVisible();
    await expect(page.getByText("Ben Guest")).toBeVisible();
    await page.getByRole("button", { name: "Save policy" }).click();
    await expect(page.getByText("The security policy is saved.")).toBeVisible();
    await expect(page.getByText("1 member does not comply yet")).toBeVisible();
    await expectAccessibleInBoth(page);
    await page.getByRole("link", { name: "See who and why" }).click();
    await expect(page.getByText("Their password is too weak")).toBeVisible();
    await expectAccessibleInBoth(page);
  });

  await test.step("during the grace the member is told, and everything opens", async () => {
    await other.goto(path);
    await expect(other.getByText("Choose a stronger password.")).toBeVisible();
    await expectAccessibleInBoth(other);
    await other.getByRole("link", { name: "See what to do" }).click();
    await expect(other.getByRole("heading", { level: 1, name: `What ${name} asks of you` })).toBeVisible();
  });

  await test.step("once it is enforced, the door says what to do; a better password opens it", async () => {
    await page.goto(`${path}/security`);
    await page.getByLabel("Days to comply").fill("0");
    await page.getByRole("button", { name: "Save policy" }).click();
    await expect(page.getByText(new RegExp(`^${name} does not open to them until they do`))).toBeVisible();
    await other.goto(`${path}/members`);
    await expect(other).toHaveURL(`${path}/requirements`);
    await expect(other.getByRole("heading", { level: 1, name: `${name} is waiting for you` })).toBeVisible();
    await expect(other.getByRole("button", { name: "Leave" })).toBeVisible();
    await expectAccessibleInBoth(other);
    await other.getByRole("link", { name: "Change your password" }).click();
    await expect(other.getByText(`${name} asks for more: Use 15 characters or more.`)).toBeVisible();
    await other.getByLabel("Current password").fill(member.password);
    await other.getByLabel("New password").fill("vexing lamp 9");
    await expect(other.getByText("Use 15 characters or more.", { exact: false }).first()).toBeVisible();
    await other.getByRole("button", { name: "Change password" }).click();
    await expect(other.getByText(`${name} asks for more: Use 15 characters or more.`).first()).toBeVisible();
    await other.getByLabel("New password").fill("vexing trout under a lamp");
    await other.getByRole("button", { name: "Change password" }).click();
    await expect(other.getByText("Your password is changed.")).toBeVisible();
    await other.goto(path);
    await expect(other.getByRole("heading", { level: 1, name })).toBeVisible();
    await page.goto(`${path}/security`);
    await expect(page.getByText("Every member complies.")).toBeVisible();
  });

  await test.step("an owner without a second factor cannot ask for one; with one they can", async () => {
    await page.getByLabel("Ask for a second factor").check();
    await page.getByRole("button", { name: "Save policy" }).click();
    await expect(page.getByText("This would keep you out yourself.")).toBeVisible();
    await page.goto("/account/security/authenticator");
    await setUpAuthenticator(page, owner.password);
    await page.goto(`${path}/security`);
    await page.getByLabel("Ask for a second factor").check();
    await page.getByRole("button", { name: "Save policy" }).click();
    await expect(page.getByText("The security policy is saved.")).toBeVisible();
    await expect(page.getByText("1 member does not comply yet")).toBeVisible();
  });

  await test.step("the member, who has none, is led to set one up on the spot, and is in", async () => {
    await other.goto(path);
    await expect(other).toHaveURL(`${path}/requirements`);
    await expect(other.getByRole("heading", { name: "Set up a second factor" })).toBeVisible();
    await expectAccessibleInBoth(other);
    await other.getByRole("link", { name: "Set up an authenticator app" }).click();
    await setUpAuthenticator(other, "vexing trout under a lamp");
    await other.goto(path);
    await expect(other.getByRole("heading", { level: 1, name })).toBeVisible();
    await page.goto(`${path}/security`);
    await expect(page.getByText("Every member complies.")).toBeVisible();
  });
  await other.context().close();
});
