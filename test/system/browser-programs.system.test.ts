import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/launch/free-port.mjs";
import { findChromium } from "../../scripts/testing/chromium.mjs";
import { addPerson, PASSWORD } from "./people";
import { startPortal } from "./portal";

const run = promisify(execFile);
const built = mkdtempSync(join(realpathSync(tmpdir()), "portico-client-"));
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
const portal = await startPortal({ env: { CORS_ORIGINS: origin } });

/** Another site: the example page, and the client as TypeScript builds it. */
const site = createServer((request, response) => {
  const name = basename(new URL(request.url ?? "/", origin).pathname);
  const isScript = name.endsWith(".js");
  response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
  response.end(readFileSync(isScript ? join(built, name) : "docs/examples/page.html"));
});
let browser: Browser;

beforeAll(async () => {
  await run(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "client/tsconfig.json", "--outDir", built]);
  await new Promise<void>((resolve) => site.listen(port, "127.0.0.1", resolve));
  browser = await chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => site.close(resolve));
  rmSync(built, { recursive: true, force: true });
});

test("the example page of another origin signs somebody in and out (docs/examples/page.html)", async () => {
  const person = await addPerson();
  const page = await browser.newPage();
  await page.goto(`${origin}/page.html?portal=${encodeURIComponent(portal.url)}`);
  const signIn = async (password: string) => {
    await page.getByLabel("E-mail address").fill(person.email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await signIn("wrong password");
  await page.getByText("That e-mail, username or password is not right.").waitFor();
  await signIn(PASSWORD);
  await page.getByRole("heading", { name: person.email }).waitFor();
  expect(await page.getByRole("listitem").count()).toBe(1);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are signed out.").waitFor();
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ""]);
  await page.close();
});

test("the built client works in a page of another origin, and answers of refusals can be read there too", async () => {
  const person = await addPerson();
  const page = await browser.newPage();
  await page.goto(`${origin}/page.html`);
  const seen = await page.evaluate(
    async ({ script, baseUrl, email, password }) => {
      // The page's own import, which the test runner would else take for one of its modules.
      const load = new Function("script", "return import(script)");
      const { createPorticoClient }: typeof import("../../client/src/index") = await load(script);
      const client = createPorticoClient({ baseUrl });
      const refused = await client
        .signIn({ email, password: "wrong" })
        .catch((error) => [error.type, error.status, typeof error.requestId]);
      await client.signIn({ email, password });
      await client.refresh();
      const { data } = await client.request("GET", "/api/v1/auth/me");
      await client.signOut();
      return { refused, email: data.user.email, tokens: await client.tokens() };
    },
    { script: `${origin}/index.js`, baseUrl: portal.url, email: person.email, password: PASSWORD },
  );
  expect(seen).toEqual({ refused: ["INVALID_CREDENTIALS", 401, "string"], email: person.email, tokens: null });
  await page.close();
});

test("a page of an origin that is not listed reads nothing", async () => {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/page.html`);
  const read = await page.evaluate(
    async (url) =>
      fetch(url).then(
        (answer) => answer.status,
        () => "nothing",
      ),
    `${portal.url}/api/v1/auth/me`,
  );
  expect(read).toBe("nothing");
  await page.close();
});
