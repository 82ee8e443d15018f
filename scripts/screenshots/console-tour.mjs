import { expect, signIn } from "../../e2e/portal.ts";

const BOTH = ["light", "dark"];
const PASSWORD = "quiet harbour lantern 7";
const PLACE = "/orgs/northwind-instruments";

/** Sections of an organization's console that the pictures show, each with what has to be there first. */
const SECTIONS = [
  ["organization", PLACE, "Northwind Instruments"],
  ["members", `${PLACE}/members`, "Members"],
  ["roles", `${PLACE}/roles`, "Roles"],
  ["units", `${PLACE}/units`, "Units"],
  ["invitations", `${PLACE}/invitations`, "Invitations"],
  ["audit", `${PLACE}/audit?q=-action:audit.*`, "Audit log"],
];

/** The consoles of an organization and of the platform, full of the people of `portico seed`. @param open makes a browser of one view. */
export async function consoleTour(open, { take }) {
  for (const view of ["desktop", "phone"]) {
    const owner = await open(view);
    await signIn(owner, "owner@northwind.example", PASSWORD);
    for (const [name, path, heading] of SECTIONS) {
      await owner.goto(path);
      await expect(owner.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      await take(owner, `${name}-${view}`, BOTH);
    }
    if (view === "desktop") {
      await owner.goto(`${PLACE}/audit`);
      await owner.locator("#check").evaluate((section) => section.scrollIntoView({ block: "center" }));
      await owner.getByRole("button", { name: "Check now" }).click();
      await expect(owner.getByText(/none was altered/)).toBeVisible({ timeout: 30_000 });
      await take(owner, `audit-check-${view}`);
    }
    await owner.context().close();

    const administrator = await open(view);
    await signIn(administrator, "admin@portico.example", PASSWORD);
    await administrator.goto("/admin");
    await expect(administrator.getByRole("heading", { level: 1 })).toBeVisible();
    await take(administrator, `dashboard-${view}`, BOTH);
    await administrator.context().close();
  }
}
