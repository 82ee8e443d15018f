import { afterAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { startMailServer } from "../mail-server";
import type { Sent } from "./client";
import { addPerson, newAddress, openSession, PASSWORD, whoami } from "./people";
import { startPortal } from "./portal";
import { callAction } from "./server-actions";

const mailServer = await startMailServer();
afterAll(() => mailServer.stop());

const published = { APP_URL: "https://id.example.test", RATE_LIMITS: "on", SMTP_URL: mailServer.url };
const [behind, alone] = await Promise.all([
  startPortal({ env: { ...published, TRUSTED_PROXIES: "loopback" } }),
  startPortal({ env: { ...published, TRUSTED_PROXIES: undefined } }),
]);

/** What a proxy in front adds. */
const proxied = (client: string, proto = "https") => ({ "x-forwarded-for": client, "x-forwarded-proto": proto });

test("the session cookie is bound to this host, Secure, HttpOnly and SameSite", async () => {
  const { email } = await addPerson();
  const client = behind.client();
  const { result, answer } = await callAction(client, "signInAction", { email, password: PASSWORD }, proxied("198.51.100.1"));
  expect(result?.ok).toBe(true);
  const line = answer.headers["set-cookie"]?.find((each) => each.includes("portico.session")) ?? "";
  expect(line).toMatch(/^__Host-portico\.session=[A-Za-z0-9_-]{43};/);
  expect(line).toMatch(/; Secure/i);
  expect(line).toMatch(/; HttpOnly/i);
  expect(line).toMatch(/; SameSite=lax/i);
  expect(line).toMatch(/; Path=\/(;|$)/i);
  expect(line).not.toMatch(/domain/i);
  expect(await whoami(client)).toBe(200);
});

test("a cookie under the plain name is nobody's", async () => {
  const client = await openSession(behind, await addPerson());
  expect(await whoami(client)).toBe(200);
  const plain = await behind.request("/api/v1/auth/me", { headers: { cookie: `portico.session=${client.session}` } });
  expect(plain.status).toBe(401);
});

test("every cookie that is ever set is Secure", async () => {
  const client = await openSession(behind, await addPerson());
  for (const path of ["/", "/login", "/account", "/api/auth/csrf", "/api/auth/session", "/api/auth/signin?callbackUrl=/account"]) {
    const { headers } = await client.request(path, { headers: proxied("198.51.100.2") });
    for (const line of headers["set-cookie"] ?? []) expect(line, path).toMatch(/^__(Host|Secure)-.*; Secure/i);
  }
});

test.each<[string, Sent]>([
  ["/login", {}],
  ["/account", {}],
  ["/api/health", {}],
  ["/no/such/page", {}],
  ["/icon.svg", {}],
  ["/api/v1/auth/register", { json: {} }],
  ["/.env", {}],
])("%s tells the browser to stay with HTTPS", async (path, sent) => {
  const answer = await behind.request(path, { ...sent, headers: proxied("198.51.100.3") });
  expect(answer.headers["strict-transport-security"]).toMatch(/^max-age=\d{8,}; includeSubDomains/);
});

test("plain HTTP is sent on to HTTPS at our own name, whatever name was asked for", async () => {
  const answer = await behind.request("/login?a=1", { headers: { ...proxied("198.51.100.4", "http"), host: "evil.test" } });
  expect([answer.status, answer.headers.location]).toEqual([308, "https://id.example.test/login?a=1"]);
});

test("redirects and mail hold https and our own name", async () => {
  const redirect = await behind.request("/account", {
    headers: { ...proxied("198.51.100.5"), host: "evil.test", "x-forwarded-host": "evil.test" },
  });
  expect(new URL(redirect.headers.location ?? "", behind.url).origin).toBe(behind.url);
  const email = newAddress();
  const answer = await behind.request("/api/v1/auth/register", {
    json: { email, password: PASSWORD },
    headers: { ...proxied("198.51.100.5"), host: "evil.test" },
  });
  expect(answer.status).toBe(201);
  const find = () => mailServer.received.find((mail) => mail.to?.some((to) => to.address === email));
  await expect.poll(find, { timeout: 10_000 }).toBeDefined();
  expect(find()?.text).toContain("https://id.example.test/verify-email?token=");
  expect(`${find()?.text}${find()?.html}`).not.toContain("evil.test");
});

test("the built-in inbox does not exist", async () => {
  for (const path of ["/dev/inbox", "/api/dev/inbox", "/api/dev/inbox?to=a@example.test"]) {
    expect((await behind.request(path, { headers: proxied("198.51.100.6") })).status, path).toBe(404);
  }
});

test("a trusted proxy says where a request came from; what a stranger wrote to the left of it counts for nothing", async () => {
  const { id, email } = await addPerson();
  const ipOfSignIn = async (headers: Record<string, string>, portal = behind) => {
    const client = portal.client();
    await callAction(client, "signInAction", { email, password: PASSWORD }, headers);
    const session = await db.session.findFirstOrThrow({ where: { userId: id }, orderBy: { id: "desc" } });
    return session.ip;
  };
  expect(await ipOfSignIn(proxied("198.51.100.7"))).toBe("198.51.100.7");
  expect(await ipOfSignIn(proxied("10.0.0.1, 127.0.0.1, 198.51.100.8"))).toBe("198.51.100.8");
  expect(await ipOfSignIn(proxied("198.51.100.9, nonsense"))).toBe("127.0.0.1");
  expect(await ipOfSignIn(proxied("198.51.100.10"), alone)).toBe("127.0.0.1");
});

test("without a trusted proxy nobody's word for the protocol is taken", async () => {
  const answer = await alone.request("/login", { headers: proxied("198.51.100.11", "http") });
  expect(answer.status).toBe(200);
});

test("origins are compared with the published one alone", async () => {
  const client = await openSession(behind, await addPerson());
  for (const origin of [
    "http://id.example.test",
    "https://id.example.test:8443",
    `http://localhost:${behind.port}`,
    `http://127.0.0.1:${behind.port}`,
  ]) {
    const answer = await client.request("/api/v1/auth/sessions/refresh", { json: {}, headers: { origin, host: new URL(origin).host } });
    expect(answer.status, origin).toBe(403);
  }
  expect((await client.request("/api/v1/auth/sessions/refresh", { json: {} })).status).toBe(200);
});
