import { expect, expectAccessible, joinAndSignIn, newPerson, test } from "./portal";

const OPEN_PAGES = [
  "/",
  "/login",
  "/login?error=OAuthAccountNotLinked",
  "/register",
  "/verify-email",
  "/forgot-password",
  "/reset-password",
  "/setup",
  "/contact",
  "/dev/inbox",
  "/nowhere",
];
const ACCOUNT_PAGES = ["/account", "/account/security", "/account/sessions", "/account/privacy"];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    // A phone has the colours of a desktop.
    test.skip(({ isMobile }) => isMobile && colorScheme === "dark");

    test("the pages that are open to everybody have no accessibility finding", async ({ page }) => {
      for (const path of OPEN_PAGES) {
        await page.goto(path);
        await expectAccessible(page);
      }
    });

    test("the account pages have none, nor has a form that shows its errors", async ({ page }) => {
      await joinAndSignIn(page, newPerson());
      for (const path of ACCOUNT_PAGES) {
        await page.goto(path);
        await expectAccessible(page);
      }
      await page.goto("/account/security");
      await page.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByText("Enter your password.").first()).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test("the sign-in page is usable with the keyboard alone", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("E-mail or username").focus();
  await page.keyboard.type("nobody@example.com");
  await page.keyboard.press("Tab");
  await page.keyboard.type("wrong password here");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/not right/i).first()).toBeVisible();
  await expect(page.getByLabel("E-mail or username")).toHaveValue("nobody@example.com");
});

test("the sign-in page loads at most 150 kB of script, compressed", async ({ page }) => {
  const { gzipSync } = await import("node:zlib");
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.body().then((body) => gzipSync(body).byteLength));
  });
  await page.goto("/login", { waitUntil: "networkidle" });
  const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(150_000);
});
