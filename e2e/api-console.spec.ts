import type { Page } from "@playwright/test";
import { expect, mailTo, newPerson, pathOf, test } from "./portal";

interface Said {
  status: number;
  body: { data?: Record<string, string> & Record<string, unknown>[]; error?: { type: string } };
}

/** The groups of the document whose operations are used here, by the names that the console gives them. */
const GROUPS = ["Joining_and_recovery", "Signing_in", "Sessions"];

/** The console at /docs, used as a person uses it: open an operation, fill in what it takes, execute, read the answer. */
class ApiConsole {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open(): Promise<void> {
    await this.#page.goto("/docs");
    await expect(this.#page.getByRole("heading", { name: /Portico API/ })).toBeVisible();
    for (const group of GROUPS) await this.#page.locator(`#operations-tag-${group}`).click();
  }

  async call(id: string, { body, params = {} }: { body?: object; params?: Record<string, string> } = {}): Promise<Said> {
    const operation = this.#page.locator(`.opblock[id$="-${id}"]`);
    const unfold = operation.getByRole("button").first();
    const tryIt = operation.getByRole("button", { name: "Try it out" });
    const execute = operation.getByRole("button", { name: "Execute" });
    await unfold.click();
    await expect(tryIt.or(execute)).toBeVisible();
    // It remembers having been tried.
    if (!(await execute.isVisible())) await tryIt.click();
    if (body) await operation.locator("textarea.body-param__text").fill(JSON.stringify(body));
    for (const [name, value] of Object.entries(params)) await operation.locator(`tr[data-param-name="${name}"] input`).fill(value);
    const answered = this.#page.waitForResponse((response) => new URL(response.url()).pathname.startsWith("/api/v1/"));
    await execute.click();
    const answer = await answered;
    await expect(operation.locator(".live-responses-table .response .response-col_status").first()).toContainText(String(answer.status()));
    // Every operation that stands open is drawn anew with each answer.
    await unfold.click();
    await expect(execute).toBeHidden();
    return { status: answer.status(), body: await answer.json() };
  }

  /** Gives Authorize an access token, or has it fetch one by the password flow. */
  async authorize(proof: { token: string } | { username: string; password: string }): Promise<void> {
    const page = this.#page;
    await page.getByRole("button", { name: "Authorize" }).first().click();
    if ("token" in proof) {
      await page.locator("#auth-bearer-value").fill(proof.token);
      await page.getByRole("button", { name: "Apply credentials" }).first().click();
    } else {
      await page.getByLabel("username:").fill(proof.username);
      await page.getByLabel("password:", { exact: true }).fill(proof.password);
      const signedIn = page.waitForResponse("**/api/v1/auth/login/form");
      await page.getByRole("button", { name: "Apply given OAuth2 credentials" }).click();
      expect((await signedIn).status()).toBe(200);
    }
    await page.getByRole("button", { name: "Close" }).first().click();
  }
}

// The console is more than a megabyte of script, which a machine busy with other tests takes its time for.
test.describe.configure({ timeout: 600_000 });

test("somebody who has the console alone lives the whole life of an account in it", async ({ page }) => {
  const { email, password, fullName: full_name } = newPerson();
  const console = new ApiConsole(page);
  await console.open();
  expect((await console.call("register", { body: { email, password, full_name } })).status).toBe(201);
  const { code } = await mailTo(page.request, email, /confirm/i);
  expect((await console.call("confirmEmailVerification", { body: { email, code } })).status).toBe(200);

  const access: string[] = [];
  const refresh: string[] = [];
  const keep = ({ status, body }: Said) => {
    expect(status).toBe(200);
    access.push(String(body.data?.access_token));
    refresh.push(String(body.data?.refresh_token));
  };
  keep(await console.call("logIn", { body: { email, password } }));
  await console.authorize({ token: access[0] ?? "" });
  expect((await console.call("getCaller")).body.data).toMatchObject({ user: { email } });
  for (let turn = 0; turn < 3; turn += 1) keep(await console.call("refreshTokens", { body: { refresh_token: refresh.at(-1) } }));

  const changed = `${password} changed`;
  const change = await console.call("changePassword", { body: { current_password: password, new_password: changed } });
  expect(change.status).toBe(200);
  expect((await console.call("requestPasswordReset", { body: { email } })).status).toBe(200);
  const { links } = await mailTo(page.request, email, /choose a new password/i);
  const token = new URLSearchParams(pathOf(links[0]).split("?")[1]).get("token");
  const reset = `${password} reset`;
  expect((await console.call("confirmPasswordReset", { body: { token, new_password: reset } })).status).toBe(200);
  expect((await console.call("getCaller")).body.error?.type).toBe("TOKEN_REVOKED");

  // Loaded anew, the console has forgotten the dead token.
  await console.open();
  await console.authorize({ username: email, password: reset });
  keep(await console.call("logIn", { body: { email, password: reset } }));
  const sessions = (await console.call("listSessions")).body.data ?? [];
  expect(sessions.map(({ current }) => current).sort()).toEqual([false, true]);
  const id = String(sessions.find(({ current }) => !current)?.id);
  expect((await console.call("revokeSession", { params: { id } })).body.data).toEqual({ revoked: 1 });
  expect((await console.call("logOut")).body.data).toEqual({ signed_out: true });

  expect((await console.call("getCaller")).body.error?.type).toBe("TOKEN_REVOKED");
  for (const refresh_token of refresh) {
    expect((await console.call("refreshTokens", { body: { refresh_token } })).body.error?.type).toBe("TOKEN_REVOKED");
  }
  expect(access.length).toBe(5);
  for (const one of access) {
    const answer = await page.request.get("/api/v1/auth/me", { headers: { authorization: `Bearer ${one}` } });
    expect(answer.status()).toBe(401);
  }
});
