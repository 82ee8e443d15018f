import { describe, expect, test } from "vitest";
import type { Answer } from "./client";
import { addPerson, openSession, PASSWORD } from "./people";
import { startPortal } from "./portal";
import { callAction } from "./server-actions";

const portal = await startPortal();
const person = await addPerson();
const client = await openSession(portal, person);
const { port } = new URL(portal.url);

const PAYLOADS = [
  ..."https://evil.test //evil.test ///evil.test ////evil.test /\\evil.test \\\\evil.test \\/evil.test /\\/evil.test".split(" "),
  ..."https:evil.test https:/evil.test https:///evil.test http:\\\\evil.test HTTPS://evil.test hTtP://evil.test".split(" "),
  ..."/%2f%2fevil.test /%5cevil.test %2f%2fevil.test %5c%5cevil.test /%09/evil.test /%0a/evil.test /%0d%0aLocation:%20https://evil.test".split(
    " ",
  ),
  ..."/.evil.test /..//evil.test /../../evil.test /.//evil.test /account/..//evil.test /account/../../..//evil.test /;@evil.test".split(
    " ",
  ),
  ..."javascript:alert(1) JaVaScRiPt:alert(1) data:text/html,x vbscript:x file:///etc/passwd blob:https://evil.test/x".split(" "),
  `${portal.url}@evil.test`,
  `${portal.url}.evil.test`,
  `http://localhost:${port}:80@evil.test`,
  "http://localhost@evil.test",
  `http://user:pw@localhost:${port}/account`,
  "/\tevil.test",
  "/\t/evil.test",
  "\t//evil.test",
  " //evil.test",
  "/\n/evil.test",
  "\u0000//evil.test",
  "／／evil.test",
  "/\u2044evil.test",
  "//evil.test%2f@localhost",
  "//localhost:1/account",
  "https://[::1]/",
  "//3232235777",
  "?next=https://evil.test",
  "#https://evil.test",
  "@evil.test",
  ".evil.test",
  "evil.test",
  "",
  "https://evil.test".padEnd(3000, "/x"),
];

/** Where a browser at this portal's page ends up. */
const origin = (location: string) => new URL(location, `${portal.url}/login`).origin;

const locationOf = ({ headers }: Answer) => headers.location ?? headers["x-action-redirect"]?.toString() ?? "";

test("there are fifty ways to try it", () => expect(PAYLOADS.length).toBeGreaterThanOrEqual(50));

describe.each(PAYLOADS.map((payload) => [payload] as const))("callbackUrl %j", (payload) => {
  const query = `callbackUrl=${encodeURIComponent(payload)}`;

  test("leads nowhere else from the sign-in page, signed in already", async () => {
    const answer = await client.request(`/login?${query}`);
    if (answer.status === 400) return;
    expect(answer.status).toBe(307);
    expect(origin(locationOf(answer))).toBe(portal.url);
  });

  test("leads nowhere else after a real sign-in", async () => {
    const input = { email: person.email, password: PASSWORD, callback_url: payload };
    const { answer, result } = await callAction(portal.client(), "signInAction", input);
    if (!result?.ok)
      return expect(answer.status === 400 || result?.error.type === "VALIDATION_ERROR" || result?.error.type === "MALFORMED_REQUEST").toBe(
        true,
      );
    expect(origin(String(result.data.redirect_to))).toBe(portal.url);
    expect(result.data.redirect_to).toMatch(/^\/(?![/\\])/);
  });

  test("is not put into the sign-in page as an address of somebody else", async () => {
    const { text } = await portal.request(`/login?${query}`);
    for (const [, href = ""] of text.matchAll(/href="([^"]*)"/g)) expect(origin(href.replaceAll("&amp;", "&"))).toBe(portal.url);
  });

  test.each(["signin", "signout", "error", "callback/google", "verify-request"])("leads nowhere else from NextAuth's %s", async (name) => {
    const answer = await client.request(`/api/auth/${name}?${query}`);
    expect(answer.status).toBeLessThan(500);
    if (locationOf(answer)) expect(origin(locationOf(answer))).toBe(portal.url);
    for (const line of answer.headers["set-cookie"] ?? []) {
      const remembered = /callback-url=([^;]+)/.exec(line)?.[1];
      if (remembered) expect(origin(decodeURIComponent(remembered))).toBe(portal.url);
    }
  });
});

test("a sign-out through NextAuth's own form stays here, and really signs out", async () => {
  const leaving = await openSession(portal, person);
  const { body } = await leaving.request("/api/auth/csrf");
  const form = new URLSearchParams({ csrfToken: String(Reflect.get(body, "csrfToken")), callbackUrl: "https://evil.test" });
  const answer = await leaving.request("/api/auth/signout", {
    body: form.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect(answer.status).toBe(302);
  expect(origin(locationOf(answer))).toBe(portal.url);
  expect((await leaving.request("/api/v1/auth/me")).status).toBe(401);
});

test("NextAuth's forms do nothing without their token", async () => {
  const staying = await openSession(portal, person);
  for (const name of ["signout", "signin/google", "callback/credentials"]) {
    const answer = await staying.request(`/api/auth/${name}`, {
      body: "callbackUrl=https%3A%2F%2Fevil.test",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(answer.status, name).toBeLessThan(500);
    if (locationOf(answer)) expect(origin(locationOf(answer)), name).toBe(portal.url);
  }
  expect((await staying.request("/api/v1/auth/me")).status).toBe(200);
});

test.each([
  "//evil.test",
  "//evil.test/",
  "///evil.test/..",
  "/%2fevil.test/",
  "/%5cevil.test/",
  "/account//evil.test",
  "/evil.test//",
  "/https://evil.test/",
  "http://evil.test/account",
  "/account/%2e%2e/%2f/evil.test",
])("the address %s redirects nowhere else", async (path) => {
  for (const visitor of [portal.client(), client]) {
    const answer = await visitor.request(path);
    expect(answer.status).toBeLessThan(500);
    if (locationOf(answer)) expect(origin(locationOf(answer))).toBe(portal.url);
  }
});
