import { expect, mailTo, register, signIn } from "../../e2e/portal.ts";

const BOTH = ["light", "dark"];

/**
 * Ana's first day: she registers, confirms, signs in on two devices and changes her password. What she sees is
 * taken on the way, so that every picture shows a page that is really in use.
 */
export async function tour({ desktop, phone }, { take }) {
  const ana = { email: "ana@example.com", password: "lamp river quiet harbour", fullName: "Ana Costa" };
  const views = Object.entries({ desktop, phone });

  for (const [view, page] of views) {
    await page.goto("/");
    await take(page, `home-${view}`, BOTH);
    await page.goto("/login");
    await take(page, `sign-in-${view}`, BOTH);
    await choosePassword(page, ana, "harbour.lamp");
    await take(page, `register-${view}`);
  }

  await register(desktop, ana);
  const mail = await mailTo(desktop.request, ana.email, /confirm/i);
  for (const [view, page] of views) {
    if (page !== desktop) await page.goto(`/verify-email?email=${encodeURIComponent(ana.email)}`);
    await take(page, `verify-${view}`);
  }
  await desktop.getByLabel("Six-digit code").fill(mail.code ?? "");
  await expect(desktop.getByText("Your address is confirmed")).toBeVisible();

  await signIn(desktop, ana.email, ana.password);
  await signIn(phone, ana.email, ana.password);
  const changed = await changePassword(desktop, ana);
  await signIn(phone, ana.email, changed);
  await mailTo(desktop.request, ana.email, /password/i);

  for (const [view, page] of views) {
    await page.goto("/account");
    await take(page, `account-${view}`, BOTH);
    await page.goto("/account/security");
    await page.locator("#activity").evaluate((section) => section.scrollIntoView({ block: "start" }));
    await take(page, `security-${view}`, BOTH);
    await page.goto("/account/sessions");
    await take(page, `sessions-${view}`, BOTH);
    await page.goto("/dev/inbox");
    await page
      .getByRole("link", { name: /confirm/i })
      .first()
      .click();
    await expect(page).toHaveURL(/message=/);
    await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    await take(page, `inbox-${view}`);
  }
}

/** The second step of registration, up to the meter's opinion of a password. */
async function choosePassword(page, person, password) {
  await page.goto("/register");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Full name (optional)").fill(person.fullName);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await expect(page.getByText(/^(very )?(weak|fair|strong)\.$/i).first()).toBeVisible();
}

async function changePassword(page, person) {
  const changed = `${person.password} at dusk`;
  await page.goto("/account/security");
  await page.getByLabel("Current password").fill(person.password);
  await page.getByLabel("New password").fill(changed);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText(/password is changed/i).first()).toBeVisible();
  return changed;
}
