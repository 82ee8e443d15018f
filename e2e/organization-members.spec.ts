import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { expect, expectAccessible, expectAccessibleInBoth, joinAndSignIn, mailTo, newPerson, type Person, signIn, test } from "./portal";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Calls the API as a program of somebody's does. */
async function call<T>(request: APIRequestContext, token: string, path: string, data: unknown): Promise<T> {
  const answer = await request.post(`/api/v1${path}`, { data, headers: token ? { authorization: `Bearer ${token}` } : {} });
  const body: { data: T } = await answer.json();
  expect(answer.ok(), `${path}: ${JSON.stringify(body)}`).toBe(true);
  return body.data;
}

async function tokenOf(request: APIRequestContext, { email, password }: Person): Promise<{ access_token: string; user: { id: string } }> {
  return call(request, "", "/auth/login", { email, password });
}

/** Somebody with a confirmed account, made without a browser. */
async function account(request: APIRequestContext, fullName: string): Promise<Person & { id: string; token: string }> {
  const person = { ...newPerson(), fullName };
  await call(request, "", "/auth/register", { email: person.email, password: person.password, full_name: fullName });
  const { code } = await mailTo(request, person.email, /confirm/i);
  await call(request, "", "/auth/email/verification/confirm", { email: person.email, code });
  const { access_token: token, user } = await tokenOf(request, person);
  return { ...person, id: user.id, token };
}

/** Chooses people by the boxes of their rows and opens an act on them. */
async function actOn(page: Page, names: string[], act: string): Promise<void> {
  for (const name of names) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: act, exact: true }).click();
}

const asSomebodyElse = async (browser: Browser): Promise<Page> => (await browser.newContext()).newPage();

test("an owner changes many members at once, takes it back, gives roles in units and asks why; a member is told whom to ask", async ({
  page,
  browser,
  request,
}) => {
  // Four people and every page twice: a busy machine needs longer than for other tests.
  test.slow();
  const owner = newPerson();
  await joinAndSignIn(page, owner);
  const { access_token: token } = await tokenOf(request, owner);
  const name = `Harbour ${owner.email.slice(4, 16)}`;
  const { id, slug } = await call<{ id: string; slug: string }>(request, token, "/organizations", { name });
  const path = `/orgs/${slug}`;

  await test.step("a new organization says what to do next", async () => {
    await page.goto(path);
    await expect(page.getByRole("link", { name: "Invite people" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Make a role" })).toBeVisible();
    await expectAccessibleInBoth(page);
  });

  const unit = await call<{ id: string }>(request, token, `/organizations/${id}/units`, { name: "North" });
  await call(request, token, `/organizations/${id}/roles`, { name: "Trainer", permissions: ["members.read", "members.invite"] });
  const [ben, cy, dee] = [await account(request, "Ben Berg"), await account(request, "Cy Costa"), await account(request, "Dee Dahl")];
  for (const { email, token: own } of [ben, cy, dee]) {
    const invitation = await call<{ id: string }>(request, token, `/organizations/${id}/invitations`, { email });
    await call(request, own, "/organizations/invitations/accept", { invitation_id: invitation.id });
  }

  await test.step("suspends the whole page but the last owner, and takes it back", async () => {
    await page.goto(`${path}/members`);
    await expectAccessibleInBoth(page);
    await page.getByRole("checkbox", { name: "Select page" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Actions" }).press("Enter");
    await expectAccessible(page);
    await page.getByRole("menuitem", { name: "Suspend" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Suspend 4 people?" });
    await expect(dialog.getByRole("listitem")).toHaveCount(4);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Suspend (4)" }).click();
    await expect(page.getByText("3 people are suspended. 1 could not be:")).toBeVisible();
    await expect(page.getByText("Ana Example: This is the last owner.")).toBeVisible();
    await expect(page.getByRole("listitem").getByText("Suspended", { exact: true })).toHaveCount(3);
    await expectAccessibleInBoth(page);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Undone for 3 people.")).toBeVisible();
    await page.getByRole("button", { name: "Dismiss" }).click();
  });

  await test.step("moves two into a unit, finds them by it, and gives one a role there", async () => {
    await page.goto(`${path}/members`);
    await actOn(page, ["Ben Berg", "Cy Costa"], "Move");
    await page.getByRole("dialog").getByLabel("Reach").selectOption({ label: "North" });
    await page.getByRole("button", { name: "Move (2)" }).click();
    await expect(page.getByText("2 people are moved.")).toBeVisible();
    await page.getByLabel("Unit", { exact: true }).selectOption({ label: "North" });
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(new RegExp(`unit_id=${unit.id}`));
    await expect(page.getByRole("checkbox", { name: /^Select (Ben|Cy|Dee)/ })).toHaveCount(2);
    await page.getByRole("button", { name: "More about Ben Berg" }).click();
    await page.getByRole("menuitem", { name: "Roles in units" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Role", { exact: true }).selectOption({ label: "Trainer" });
    await expect(dialog.getByText("Invite people; see, resend and revoke invitations")).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Give role" }).click();
    await expect(dialog.getByRole("button", { name: "Take away Trainer of North" })).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("the member's page tells it, and why", async () => {
    await page.getByRole("link", { name: "Ben Berg" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Ben Berg" })).toBeVisible();
    await expect(page.getByText("Trainer of North", { exact: true }).first()).toBeVisible();
    await expect(page.getByText(`${owner.email} gave ${ben.email} a role in a unit`)).toBeVisible();
    await expectAccessibleInBoth(page);
    await page.getByRole("link", { name: "What they may do, and why" }).click();
    await expect(page.getByRole("heading", { name: /^1 of \d+ permissions/ })).toBeVisible();
    await page.getByLabel("May they").selectOption({ label: "Invite people; see, resend and revoke invitations" });
    await page.getByRole("button", { name: "Explain" }).click();
    await expect(page.getByText("No: they are Trainer, which holds it, but only in North.").first()).toBeVisible();
    await page.getByLabel("In", { exact: true }).selectOption({ label: "North" });
    await page.getByRole("button", { name: "Explain" }).click();
    await expect(page.getByText("Yes: they are Trainer of North, a role that holds it.").first()).toBeVisible();
    await expectAccessibleInBoth(page);
  });

  await test.step("removing several asks for the short name", async () => {
    await page.goto(`${path}/members`);
    await actOn(page, ["Ben Berg", "Cy Costa"], "Remove");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Remove (2)" }).click();
    await expect(dialog.getByText(`Type ${slug} to confirm.`)).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("textbox").fill(slug);
    await dialog.getByRole("button", { name: "Remove (2)" }).click();
    await expect(page.getByText("2 people are removed.")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: /^Select (Ben|Cy|Dee)/ })).toHaveCount(1);
  });

  await test.step("a logo stands in the header", async () => {
    await page.goto(`${path}/settings`);
    await page.getByLabel("Logo file").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") });
    await page.getByRole("button", { name: "Save logo" }).click();
    await expect(page.getByText("The logo is saved.")).toBeVisible();
    await expect(page.locator(`header img[src^="/api/v1/organizations/${id}/logo"]`)).toBeVisible();
    await expectAccessibleInBoth(page);
  });

  await test.step("a member sees their place and whom to ask", async () => {
    const other = await asSomebodyElse(browser);
    await signIn(other, dee.email, dee.password);
    await other.goto(path);
    await expect(other.getByRole("heading", { name: "Whom to ask" })).toBeVisible();
    await expect(other.getByRole("link", { name: owner.email })).toBeVisible();
    await expect(other.getByRole("heading", { name: "What happened lately" })).toHaveCount(0);
    await expectAccessibleInBoth(other);
    expect((await other.goto(`${path}/members/${dee.id}`))?.status()).toBe(404);
    await other.context().close();
  });
});
