import type { Browser, Page } from "@playwright/test";
import { expect, expectAccessibleInBoth, joinAndSignIn, joinByApi, mailTo, newPerson, type Person, pathOf, signIn, test } from "./portal";

/** Makes an organization in the browser. */
async function makeOrganization(page: Page): Promise<{ path: string; name: string }> {
  const name = `Harbour ${newPerson().email.slice(4, 16)}`;
  await page.goto("/orgs/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await expect(page.getByLabel("Short name")).toHaveValue(name.toLowerCase().replace(" ", "-"));
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return { path: new URL(page.url()).pathname, name };
}

async function openElsewhere(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

test("an owner makes an organization; a taken short name is said beside its field; nobody else finds it", async ({ page, browser }) => {
  await joinAndSignIn(page, newPerson());
  await page.goto("/orgs");
  await expect(page.getByText("You belong to no organization yet")).toBeVisible();
  await expectAccessibleInBoth(page);
  const { path, name } = await makeOrganization(page);
  await expectAccessibleInBoth(page);
  await page.getByRole("button", { name: new RegExp(`^${name}.*switch organization`, "i") }).click();
  await page.getByRole("menuitem", { name: "All organizations" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: new RegExp(name) })).toBeVisible();

  await page.goto("/orgs/new");
  await page.getByLabel("Name", { exact: true }).fill("Another");
  await page.getByLabel("Short name").fill(path.split("/")[2] ?? "");
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByText("This short name is taken")).toBeVisible();
  await expectAccessibleInBoth(page);

  const other = await openElsewhere(browser);
  await other.goto(path);
  await expect(other).toHaveURL(`/login?callbackUrl=${encodeURIComponent(path)}`);
  await joinAndSignIn(other, newPerson());
  expect((await other.goto(path))?.status()).toBe(404);
  await other.context().close();
});

test("invitations by mail and by CSV are accepted with a new account and with one that was there, refused to another one, and a member sees only what they may", async ({
  page,
  browser,
}) => {
  // Two people, two registrations and every page twice: a busy machine needs longer than for other tests.
  test.slow();
  const owner = newPerson();
  await joinAndSignIn(page, owner);
  const { path, name } = await makeOrganization(page);
  const guest = newPerson();
  const later = newPerson();
  const known = newPerson();
  await joinByApi(await openElsewhere(browser), known);

  await test.step("the owner invites three, and sees them first", async () => {
    await page.goto(`${path}/invitations`);
    await page
      .getByLabel("E-mail addresses")
      .fill(`email,role\n${guest.email}\n${known.email}\nLater <${later.email}>,admin\nnobody at all`);
    await expect(page.getByText("1 line holds no address")).toBeVisible();
    await expect(page.getByRole("row", { name: `${later.email} Admin` })).toBeVisible();
    await expectAccessibleInBoth(page);
    await page.getByRole("button", { name: "Invite 3 people" }).click();
    await expect(page.getByText("3 invitations are on the way")).toBeVisible();
    await expect(page.getByRole("button", { name: `Revoke ${guest.email}` })).toBeVisible();
    await expectAccessibleInBoth(page);
  });

  await test.step("and fifty from a file", async () => {
    const lines = Array.from({ length: 50 }, (_, at) => `"Doe, Jo ${at}",${newPerson().email},member`);
    const buffer = Buffer.from(["name,email,role", ...lines].join("\r\n"));
    await page.getByLabel("CSV file with addresses").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Invite 50 people" }).click();
    await expect(page.getByText("50 invitations are on the way")).toBeVisible();
  });

  const invitedTo = async (person: Person) => {
    const sent = await mailTo(page.request, person.email, new RegExp(name));
    return pathOf(sent.links.find((address) => address.includes("/invite/")));
  };
  const link = await invitedTo(guest);

  await test.step("somebody else who is signed in is told whose it is", async () => {
    await page.goto(link);
    await expect(page.getByText("This invitation is for another account")).toBeVisible();
    await expectAccessibleInBoth(page);
  });

  await test.step("a new account is made with the address, and comes back to accept", async () => {
    const other = await openElsewhere(browser);
    for (let opened = 0; opened < 3; opened += 1) await other.goto(link);
    await expectAccessibleInBoth(other);
    await other.getByRole("link", { name: "Create an account" }).click();
    await expect(other.getByLabel("E-mail address")).toHaveValue(guest.email);
    await other.getByLabel("Password", { exact: true }).fill(guest.password);
    await other.getByLabel("Full name (optional)").fill("Ben Guest");
    await other.getByRole("button", { name: "Create account" }).click();
    const confirmation = await mailTo(other.request, guest.email, /confirm/i);
    await other.getByLabel("Six-digit code").fill(confirmation.code ?? "");
    await expect(other.getByText("Your address is confirmed")).toBeVisible();
    await other.getByLabel("E-mail or username").fill(guest.email);
    await other.getByLabel("Password", { exact: true }).fill(guest.password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.getByRole("button", { name: "Accept and join" }).click();
    await expect(other).toHaveURL(new RegExp(`${path}$`));
    await expect(other.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(other.getByRole("link", { name: "Members" })).toHaveCount(0);
    expect((await other.goto(`${path}/members`))?.status()).toBe(404);
    expect((await other.goto(`${path}/invitations`))?.status()).toBe(404);
    await other.goto(link);
    await expect(other.getByText("This invitation does not work any more")).toBeVisible();
    await other.context().close();
  });

  await test.step("whoever has an account signs in and accepts", async () => {
    const other = await openElsewhere(browser);
    await other.goto(await invitedTo(known));
    await other.getByRole("link", { name: "I have an account" }).click();
    await expect(other.getByLabel("E-mail or username")).toHaveValue(known.email);
    await other.getByLabel("Password", { exact: true }).fill(known.password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.getByRole("button", { name: "Accept and join" }).click();
    await expect(other).toHaveURL(new RegExp(`${path}$`));
    await expect(other.getByRole("heading", { level: 1, name })).toBeVisible();
    await other.context().close();
  });

  await test.step("the owner finds the member and changes the role; the last owner stays", async () => {
    await page.goto(`${path}/members`);
    await page.getByLabel("Name or address").fill("ben gue");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByRole("button", { name: /^Role of/ })).toHaveCount(1);
    await page.getByRole("button", { name: "Role of Ben Guest: Member. Change" }).click();
    await expectAccessibleInBoth(page);
    await page.getByRole("radio", { name: /Admin/ }).check();
    await page.getByRole("button", { name: "Save role" }).click();
    await expect(page.getByRole("button", { name: "Role of Ben Guest: Admin. Change" })).toBeVisible();

    await page.goto(`${path}/members`);
    await expectAccessibleInBoth(page);
    await page.getByRole("button", { name: "Role of Ana Example: Owner. Change" }).click();
    await page.getByRole("radio", { name: /Member/ }).check();
    await page.getByRole("button", { name: "Save role" }).click();
    await expect(page.getByRole("dialog").getByText("This is the last owner. Make somebody else one first.")).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();

    await page.getByRole("button", { name: "More about Ben Guest" }).click();
    await page.getByRole("menuitem", { name: "Suspend" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Suspend" }).click();
    await expect(page.getByRole("listitem").getByText("Suspended", { exact: true })).toBeVisible();
  });

  await test.step("the suspended one finds nothing; the invited one revokes nobody's mind", async () => {
    const other = await openElsewhere(browser);
    await signIn(other, guest.email, guest.password);
    expect((await other.goto(path))?.status()).toBe(404);
    await other.goto("/orgs");
    await expect(other.getByText("Suspended", { exact: true })).toBeVisible();
    await other.context().close();
    await page.goto(`${path}/invitations?search=${encodeURIComponent(later.email)}`);
    await page.getByRole("button", { name: `Revoke ${later.email}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await expect(page.getByRole("button", { name: `Revoke ${later.email}` })).toHaveCount(0);
  });
});

test("an owner makes units and a role of their own, reads the audit log, renames and deletes the organization, and restores it", async ({
  page,
}) => {
  await joinAndSignIn(page, newPerson());
  const { path, name } = await makeOrganization(page);

  await test.step("units", async () => {
    await page.goto(`${path}/units`);
    await expectAccessibleInBoth(page);
    for (const [unit, above] of [
      ["Sailing school", "The top"],
      ["Crew", "Sailing school"],
    ] as const) {
      await page.getByRole("button", { name: "New unit" }).click();
      await page.getByLabel("Name", { exact: true }).fill(unit);
      await page.getByLabel("Below").selectOption({ label: above });
      await page.getByRole("button", { name: "Create unit" }).click();
      await expect(page.getByRole("button", { name: `Edit ${unit}` })).toBeVisible();
    }
    await expectAccessibleInBoth(page);
    await page.getByRole("button", { name: "Delete Sailing school" }).click();
    await page.getByRole("button", { name: "Delete unit" }).click();
    await expect(page.getByText("There are units below it.")).toBeVisible();
  });

  await test.step("a role of one's own, and what a change of it would do", async () => {
    await page.goto(`${path}/roles/new`);
    await expectAccessibleInBoth(page);
    await page.getByLabel("Name", { exact: true }).fill("Trainer");
    await page.getByRole("checkbox", { name: /See who belongs to it/ }).check();
    await page.getByRole("button", { name: "Create role" }).click();
    await page.getByRole("link", { name: "Edit Trainer" }).click();
    await page.getByRole("checkbox", { name: /Invite people/ }).check();
    await page.getByRole("button", { name: "What would change?" }).click();
    await expect(page.getByText("They gain members.invite.")).toBeVisible();
    await expectAccessibleInBoth(page);
    await page.getByRole("button", { name: "Save role" }).click();
    await expect(page.getByRole("link", { name: "Edit Trainer" })).toBeVisible();
    await expectAccessibleInBoth(page);
  });

  await test.step("the audit log tells it", async () => {
    await page.goto(`${path}/audit`);
    await page.getByRole("searchbox", { name: "Search" }).fill("action:role.*");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByText("role.created", { exact: true })).toBeVisible();
    await expect(page.getByText("unit.created", { exact: true })).toHaveCount(0);
    await page
      .getByText(/^Details/)
      .first()
      .click();
    await expectAccessibleInBoth(page);
    await page.getByRole("searchbox", { name: "Search" }).fill("who did it");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByText(/Write "who" as one of/)).toBeVisible();
  });

  await test.step("renamed, deleted, restored", async () => {
    await page.goto(`${path}/settings`);
    await expectAccessibleInBoth(page);
    const slug = `${path.split("/")[2]}-two`;
    await page.getByLabel("Short name").fill(slug);
    await page.getByRole("button", { name: "Save settings" }).click();
    await expect(page).toHaveURL(`/orgs/${slug}/settings`);
    expect((await page.goto(path))?.status()).toBe(404);
    await page.goto(`/orgs/${slug}/settings`);
    await page.getByRole("button", { name: "Delete organization" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete organization" }).click();
    await expect(page.getByText(`Type ${slug} to confirm.`)).toBeVisible();
    await page.getByRole("dialog").getByRole("textbox").fill(slug);
    await page.getByRole("dialog").getByRole("button", { name: "Delete organization" }).click();
    await expect(page).toHaveURL("/orgs");
    await expectAccessibleInBoth(page);
    await page.getByRole("button", { name: `Restore ${name}` }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  });
});
