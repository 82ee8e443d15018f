import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { addPerson, newAddress, openSession, register } from "./people";
import { startPortal } from "./portal";

const portal = await startPortal();
const person = await addPerson();

const FORGED_ID = "11111111-1111-4111-8111-111111111111";

/** What the framework tells itself, and what proxies tell their servers. */
const FORGED: Record<string, string>[] = [
  { "x-middleware-subrequest": "middleware" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" },
  { "x-middleware-rewrite": "/account" },
  { "x-middleware-next": "1" },
  { "x-middleware-prefetch": "1" },
  { "x-middleware-invoke": "1" },
  { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "portico.session=x" },
  { "x-nextjs-data": "1" },
  { "x-matched-path": "/account" },
  { "x-invoke-path": "/account", "x-invoke-status": "200", "x-invoke-query": "%7B%7D" },
  { "x-now-route-matches": "1=account" },
  { "x-prerender-revalidate": "x" },
  { "x-original-url": "/account", "x-rewrite-url": "/account" },
  { "next-resume": "1" },
  { "x-nextjs-rewritten-path": "/account" },
  { "x-action-forwarded": "1" },
  { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" },
  { "x-portico-ip": "127.0.0.1", "x-portico-user": person.id },
  { "x-http-method-override": "POST" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%5D" },
  { rsc: "1", "next-router-prefetch": "1" },
  { "next-url": "/account" },
];

describe.each(FORGED)("%o", (headers) => {
  test("opens no private page", async () => {
    for (const path of ["/account", "/account/security", "/account/sessions", "/admin"]) {
      const answer = await portal.request(path, { headers });
      expect([307, 404], `${path}: ${answer.status}`).toContain(answer.status);
      expect(answer.text).not.toContain(person.email);
      if (answer.headers.location) expect(new URL(answer.headers.location, portal.url).origin).toBe(portal.url);
    }
    expect((await portal.request("/api/v1/auth/me", { headers })).status).toBe(401);
  });

  test("changes nothing about a public page but its form", async () => {
    const answer = await portal.request("/login", { headers });
    // The framework sends a reader of a page's data on to the address of the data.
    if (answer.status === 307) return expect(answer.headers.location).toMatch(/^\/login\?_rsc/);
    expect(answer.status).toBe(200);
    expect(String(answer.headers["content-security-policy"])).toContain("'nonce-");
  });
});

test("a request id, a nonce and a policy of the client's own are not used", async () => {
  const headers = { "x-request-id": FORGED_ID, "x-nonce": "Zm9yZ2Vk", "content-security-policy": "script-src 'nonce-Zm9yZ2Vk'" };
  const answer = await portal.request("/login", { headers });
  expect(answer.headers["x-request-id"]).not.toBe(FORGED_ID);
  expect(answer.text).not.toContain("Zm9yZ2Vk");
  expect(String(answer.headers["content-security-policy"])).not.toContain("Zm9yZ2Vk");
});

test("nobody but a trusted proxy says where a request came from", async () => {
  const headers = {
    "x-forwarded-for": "203.0.113.9",
    "x-real-ip": "203.0.113.9",
    forwarded: "for=203.0.113.9",
    "x-portico-ip": "203.0.113.9",
  };
  await portal.request("/api/v1/auth/password/reset/request", { json: { email: newAddress() }, headers });
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: "password.reset_requested" }, orderBy: { id: "desc" } });
  expect(event.ip).toBe("127.0.0.1");
});

const HOSTS: Record<string, string>[] = [
  { host: "evil.test" },
  { host: "evil.test:80" },
  { host: "localhost:1" },
  { host: "localhost@evil.test" },
  { host: '"><script>' },
  { "x-forwarded-host": "evil.test" },
  { "x-forwarded-host": "evil.test", "x-forwarded-proto": "https", "x-forwarded-port": "443" },
  { "x-forwarded-server": "evil.test", "x-host": "evil.test", "x-original-host": "evil.test", "x-http-host-override": "evil.test" },
  { forwarded: "for=1.2.3.4;host=evil.test;proto=https" },
  { referer: "https://evil.test/" },
];

describe.each(HOSTS)("under %o", (headers) => {
  test("mail holds only APP_URL", async () => {
    const unverified = newAddress();
    await register({ ...portal, request: (path, sent) => portal.request(path, { ...sent, headers }) }, unverified);
    await portal.request("/api/v1/auth/password/reset/request", { json: { email: person.email }, headers });
    for (const mail of [await portal.mail(unverified), ...(await portal.inbox(person.email))]) {
      expect(mail.links.length).toBeGreaterThan(0);
      for (const link of mail.links) expect(new URL(link).origin).toBe(portal.url);
      expect(mail.text + mail.html).not.toContain("evil");
      for (const [address] of (mail.text + mail.html).matchAll(/https?:\/\/[^\s"'<>)]+/g)) {
        // The document type of HTML mail is an address of the W3C's.
        if (!address.startsWith("http://www.w3.org/")) expect(new URL(address).origin).toBe(portal.url);
      }
    }
  });

  test("no redirect and no page names another host", async () => {
    for (const path of ["/account", "/login/", "/login", "/api/auth/signin", "/api/auth/error"]) {
      const answer = await portal.request(path, { headers });
      expect(answer.status).toBeLessThan(500);
      if (answer.headers.location) expect(new URL(answer.headers.location, portal.url).origin).toBe(portal.url);
      expect(JSON.stringify(answer.headers) + answer.text).not.toContain("evil.test");
    }
  });
});

test("the host in an absolute address is ignored", async () => {
  const client = await openSession(portal, person);
  const answer = await client.request("http://evil.test/api/v1/auth/me");
  expect(answer.status).toBe(200);
  await portal.request("http://evil.test/api/v1/auth/password/reset/request", { json: { email: person.email } });
  const [mail] = await portal.inbox(person.email);
  expect(mail?.links.every((link) => new URL(link).origin === portal.url)).toBe(true);
});
