import { randomBytes } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, test as base, expect, type Page } from "@playwright/test";

export interface Mail {
  subject: string;
  text: string;
  links: string[];
  code?: string;
}

export interface Person {
  email: string;
  password: string;
  fullName: string;
}

/** The portal's first administrator, made by e2e/set-up.ts before the first test. */
export const ADMINISTRATOR: Person = {
  email: "olga@example.com",
  password: "quiet lamp on the north pier",
  fullName: "Olga Administrator",
};

/** Somebody nobody has met: each test has its own, so that tests can run side by side and again. */
export function newPerson(): Person {
  const tag = randomBytes(6).toString("hex");
  return { email: `ana.${tag}@example.com`, password: `lamp ${tag} river`, fullName: "Ana Example" };
}

/** Waits for the mail to an address whose subject matches, the newest first. */
export async function mailTo(request: APIRequestContext, address: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(async () => {
      const answer = await request.get(`/api/dev/inbox?to=${encodeURIComponent(address)}`);
      const { data }: { data: Mail[] } = await answer.json();
      found = data.find((mail) => subject.test(mail.subject));
      return found !== undefined;
    }, `a mail to ${address} about ${subject}`)
    .toBe(true);
  if (!found) throw new Error("unreachable: the poll above has found it");
  return found;
}

/** A path of ours out of a mailed link, so that the test follows it on the server under test. */
export function pathOf(link: string | undefined): string {
  if (!link) throw new Error("The mail holds no link");
  const url = new URL(link);
  return url.pathname + url.search;
}

/** Registers in the browser, up to the page that asks for the code. */
export async function register(page: Page, person: Person): Promise<void> {
  await page.goto("/register");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByLabel("Full name (optional)").fill(person.fullName);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
}

/** Signs in in the browser and waits for the account page. */
export async function signIn(page: Page, identifier: string, password: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail or username").fill(identifier);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/account$/);
}

/** Registers, confirms by the code from the mail, and signs in. */
export async function joinAndSignIn(page: Page, person: Person): Promise<void> {
  await register(page, person);
  const mail = await mailTo(page.request, person.email, /confirm/i);
  await page.getByLabel("Six-digit code").fill(mail.code ?? "");
  await expect(page.getByText("Your address is confirmed")).toBeVisible();
  await signIn(page, person.email, person.password);
}

/** The same without a page, for whoever only has to be there: registered and confirmed, not signed in. */
export async function joinByApi(page: Page, person: Person): Promise<void> {
  const { email, password, fullName } = person;
  const registered = await page.request.post("/api/v1/auth/register", { data: { email, password, full_name: fullName } });
  expect(registered.status(), await registered.text()).toBe(201);
  const { code } = await mailTo(page.request, email, /confirm/i);
  const confirmed = await page.request.post("/api/v1/auth/email/verification/confirm", { data: { email, code } });
  expect(confirmed.status(), await confirmed.text()).toBe(200);
}

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with every accessibility finding of the page as it is (WCAG 2.2 A and AA). */
export const expectAccessible = (page: Page): Promise<void> => expectNoFindings(page, new AxeBuilder({ page }).withTags(WCAG));

/** The same in the light and in the dark, where only colours are another. */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await expectNoFindings(page, new AxeBuilder({ page }).withRules(["color-contrast"]));
}

async function expectNoFindings(page: Page, axe: AxeBuilder): Promise<void> {
  // Until the page is drawn, what holds its place is there: that has no heading, and nothing to read.
  await expect(page.locator("h1:visible").first()).toBeVisible();
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(found, `axe on ${page.url()}`).toEqual([]);
}

export const test = base;
export { expect };
