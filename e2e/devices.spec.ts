import type { Page } from "@playwright/test";
import { expect, expectAccessible, joinAndSignIn, mailTo, newPerson, type Person, pathOf, test } from "./portal";

/** Makes an organization of the person's own whose policy holds at once. */
async function requireApproval(page: Page): Promise<void> {
  const headers = { origin: new URL(page.url()).origin };
  const made = await page.request.post("/api/v1/organizations", { headers, data: { name: "Harbour" } });
  const { data }: { data: { id: string } } = await made.json();
  const policy = { require_device_approval: true, grace_days: 0 };
  const saved = await page.request.put(`/api/v1/organizations/${data.id}/security-policy`, { headers, data: policy });
  expect(saved.status(), await saved.text()).toBe(200);
}

async function signInFromNewDevice(page: Page, person: Person): Promise<void> {
  await page.goto("/login?callbackUrl=/account/sessions");
  await page.getByLabel("E-mail or username").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
}

test("a new device waits until it is approved from the mail, and 'this wasn't me' ends what it opened", async ({ page, browser }, info) => {
  const person = newPerson();
  const shot = (of: Page, name: string) => of.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  await joinAndSignIn(page, person);
  await requireApproval(page);
  const thief = await (await browser.newContext()).newPage();
  const mailbox = await (await browser.newContext()).newPage();

  await test.step("the new device waits, also over a reload, and opens nothing", async () => {
    await signInFromNewDevice(thief, person);
    await expectAccessible(thief);
    await shot(thief, "waiting");
    await thief.reload();
    await expect(thief.getByText("Waiting for your answer")).toBeVisible();
  });

  await test.step("the mail, read in another browser, lets it in", async () => {
    const mail = await mailTo(mailbox.request, person.email, /is this you/i);
    await mailbox.goto(pathOf(mail.links[0]));
    await expect(mailbox.getByText("unknown place")).toBeVisible();
    await expectAccessible(mailbox);
    await shot(mailbox, "question");
    await expect(async () => {
      await mailbox.getByRole("button", { name: "Yes, it was me" }).click({ timeout: 1_000 });
      await expect(mailbox.getByText("The device is let in")).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(thief).toHaveURL(/\/account\/sessions$/);
    await expect(thief.getByText("This device").last()).toBeVisible();
    await mailbox.goto(pathOf(mail.links[0]));
    await expect(mailbox.getByText("This link does not work any more")).toBeVisible();
  });

  await test.step("the owner sees both devices", async () => {
    await page.goto("/account/sessions");
    await expect(page.locator("#devices").getByRole("listitem")).toHaveCount(2);
    await expectAccessible(page);
    await shot(page, "devices");
  });

  await test.step("the owner is mailed, and ends it", async () => {
    const mail = await mailTo(mailbox.request, person.email, /new sign-in/i);
    const path = pathOf(mail.links.find((link) => link.includes("/not-me")));
    await mailbox.goto(path);
    await expectAccessible(mailbox);
    await shot(mailbox, "not-me");
    await expect(async () => {
      await mailbox.getByRole("button", { name: "This wasn't me: end it" }).click({ timeout: 1_000 });
      await expect(mailbox.getByText("Everybody is signed out of your account")).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await thief.goto("/account");
    await expect(thief).toHaveURL(/\/login/);
    await mailTo(mailbox.request, person.email, /choose a new password/i);
    await mailbox.goto(path);
    await expect(mailbox.getByText("This link does not work any more")).toBeVisible();
  });

  await test.step("one who is refused from the mail begins again, and stays out", async () => {
    const mail = await mailTo(mailbox.request, person.email, /choose a new password/i);
    await mailbox.goto(pathOf(mail.links[0]));
    person.password = `${person.password} two`;
    await mailbox.getByLabel("New password").first().fill(person.password);
    await mailbox
      .getByRole("button", { name: /password/i })
      .last()
      .click();
    await expect(mailbox).toHaveURL(/\/login/);
    await thief.context().clearCookies();
    await signInFromNewDevice(thief, person);
    await expect(async () => {
      const asked = await mailTo(mailbox.request, person.email, /is this you/i);
      await mailbox.goto(pathOf(asked.links[0]));
      await mailbox.getByRole("button", { name: "No, this wasn't me" }).click({ timeout: 1_000 });
      await expect(mailbox.getByText("The device stays out")).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(thief.getByText("Begin again")).toBeVisible();
  });
});
