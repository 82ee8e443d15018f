import { expect, test } from "vitest";
import type { Client } from "../system/client";
import { addPerson, openSession, PASSWORD, type Person } from "../system/people";
import { startPortal } from "../system/portal";

const portal = await startPortal();
const NAME = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>`;
const BROWSER = "<svg/onload=alert(3)> {{7*7}} Mozilla/5.0";
const PAGES = ["/account", "/account/security", "/account/sessions", "/account/privacy"];

async function attacker(): Promise<{ person: Person; client: Client }> {
  const person = await addPerson();
  const client = await openSession(portal, person);
  const headers = { "user-agent": BROWSER };
  const changed = await client.request("/api/v1/users/me", { method: "PATCH", json: { full_name: NAME }, headers });
  expect(changed.body.data?.full_name).toBe(NAME);
  return { person, client };
}

/** What would be an element, were it read as HTML. */
const ALIVE = /<(img|script|svg)[^>]*(onerror=|onload=|alert\()|<script>alert/i;

test("markup in a name and in a browser's name is text on every page", async () => {
  const { client } = await attacker();
  await client.request("/api/v1/auth/password/change", {
    json: { current_password: "x", new_password: PASSWORD },
    headers: { "user-agent": BROWSER },
  });
  for (const path of PAGES) {
    const page = await client.request(path);
    expect(page.status, path).toBe(200);
    expect(page.text, path).not.toMatch(ALIVE);
  }
  const profile = await client.request("/account");
  expect(profile.text).toContain("&lt;img src=x onerror=alert(1)&gt;");
});

test("markup in a name and in a browser's name is text in mail, or left out", async () => {
  const { person, client } = await attacker();
  const headers = { "user-agent": BROWSER };
  await portal.request("/api/v1/auth/password/reset/request", { json: { email: person.email }, headers });
  await portal.request("/api/v1/auth/register", { json: { email: person.email, password: PASSWORD, full_name: NAME }, headers });
  // The change below ends open resets, and the mail of one that has ended is not sent.
  await portal.mail(person.email, ({ links }) => links.some((link) => link.includes("/reset-password")));
  const json = { current_password: PASSWORD, new_password: "Kranich-Ufer-2218-windstill" };
  expect((await client.request("/api/v1/auth/password/change", { json, headers })).status).toBe(200);
  const mails = await portal.inbox(person.email);
  expect(mails).toHaveLength(3);
  for (const { subject, html } of mails) {
    expect(html, subject).not.toMatch(ALIVE);
    expect(subject).not.toMatch(/[<\r\n]/);
  }
});

test("no cache keeps what is private: every page of a person, every answer of the API, and the way there when signed out", async () => {
  const client = await openSession(portal, await addPerson());
  const API = ["/api/v1/auth/me", "/api/v1/users/me", "/api/v1/auth/sessions", "/api/v1/users/me/login-activity", "/api/auth/session"];
  for (const path of [...PAGES, ...API]) {
    for (const visitor of [client, portal.client()]) {
      const answer = await visitor.request(path);
      expect([200, 307, 401], path).toContain(answer.status);
      expect(answer.headers["cache-control"], path).toContain("no-store");
    }
  }
});

test("nothing of the installation is served: hidden files are 404, TRACE is 405", async () => {
  for (const path of ["/.git/config", "/.env", "/.data/secrets.json", "/package.json", "/prisma/schema.prisma", "/dist/server.mjs"]) {
    expect((await portal.request(path)).status, path).toBe(404);
  }
  expect((await portal.request("/", { method: "TRACE" })).status).toBe(405);
});
