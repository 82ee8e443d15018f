import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Answer } from "./client";
import { addPerson, openSession } from "./people";
import { startPortal } from "./portal";
import { callAction } from "./server-actions";

const portal = await startPortal();
const person = await addPerson();
const client = await openSession(portal, person);
const page = await portal.request("/login");
const files = [...page.text.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map(([, path = ""]) => path);
const fileOf = (ending: string) => files.find((path) => path.split("?")[0]?.endsWith(ending)) ?? "";

/** Bytes as they are; the answer's head as a map. */
function raw(bytes: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(portal.port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (part) => {
      text += part;
    });
    socket.on("error", reject);
    socket.on("close", () => {
      const [head = "", ...rest] = text.split("\r\n\r\n");
      const [line = "", ...lines] = head.split("\r\n");
      const headers = Object.fromEntries(
        lines.map((each) => [each.slice(0, each.indexOf(":")).toLowerCase(), each.slice(each.indexOf(":") + 2)]),
      );
      resolve({ status: Number(line.split(" ")[1]), headers, text: rest.join("\r\n\r\n"), body: {}, ms: 0 });
    });
  });
}

const DATA = { headers: { rsc: "1" } };

const KINDS: Record<string, [status: number, ask: () => Promise<Answer>]> = {
  "a public page": [200, () => portal.request("/login")],
  "the first page": [200, () => portal.request("/")],
  "a private page": [200, () => client.request("/account")],
  "a page's data": [200, async () => client.request((await client.request("/account", DATA)).headers.location ?? "", DATA)],
  "a redirect of a page": [307, () => portal.request("/account")],
  "a redirect of an address": [308, () => portal.request("/login/")],
  "a missing page": [404, () => portal.request("/no/such/page")],
  "a missing page, signed in": [404, () => client.request("/account/nowhere")],
  "an API answer": [200, () => client.request("/api/v1/auth/me")],
  "an API refusal": [401, () => portal.request("/api/v1/auth/me")],
  "a validation error": [422, () => portal.request("/api/v1/auth/register", { json: {} })],
  "a missing API path": [404, () => portal.request("/api/v1/no/such/thing")],
  "a method refused by a handler": [405, () => portal.request("/api/v1/auth/register")],
  "a method refused for all": [405, () => portal.request("/login", { method: "TRACE" })],
  "a preflight": [204, () => portal.request("/api/v1/auth/register", { method: "OPTIONS" })],
  "NextAuth's session": [200, () => portal.request("/api/auth/session")],
  "NextAuth's sign-in": [302, () => portal.request("/api/auth/signin")],
  "NextAuth's unknown action": [400, () => portal.request("/api/auth/nonsense")],
  "a sign-out": [303, async () => (await openSession(portal, person)).request("/logout", { method: "POST" })],
  "a script": [200, () => portal.request(fileOf(".js"))],
  "a style sheet": [200, () => portal.request(fileOf(".css"))],
  "a missing script": [404, () => portal.request("/_next/static/chunks/none.js")],
  "an icon": [200, () => portal.request("/icon.svg")],
  "a public file": [200, () => portal.request("/icon-192.png")],
  "the manifest": [200, () => portal.request("/manifest.webmanifest")],
  "a server action": [200, async () => (await callAction(client, "extendSessionAction", {})).answer],
  "a foreign server action": [403, async () => (await callAction(client, "extendSessionAction", {}, { origin: "null" })).answer],
  "too much": [413, () => portal.request("/api/v1/auth/register", { body: "x".repeat(3_000_000) })],
  "a malformed address": [400, () => portal.request("/%00")],
  "a hidden file": [404, () => portal.request("/.env")],
  "a hidden folder": [404, () => portal.request("/.git/config")],
  "the health page": [200, () => portal.request("/api/health")],
  "bytes that are no request": [400, () => raw("nonsense\r\n\r\n")],
  "an unknown method": [405, () => raw("TRACK / HTTP/1.1\r\nHost: localhost\r\n\r\n")],
  "headers beyond measure": [431, () => raw(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(40_000)}\r\n\r\n`)],
};

describe.each(Object.entries(KINDS))("%s", (_name, [status, ask]) => {
  test("carries every security header, an id and its time", async () => {
    const answer = await ask();
    expect(answer.status, answer.text.slice(0, 200)).toBe(status);
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      "x-process-time": expect.stringMatching(/^\d+\.\d+$/),
    });
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-/);
    for (const name of ["x-powered-by", "server", "access-control-allow-origin", "strict-transport-security"]) {
      expect(answer.headers, name).not.toHaveProperty(name);
    }
  });
});

test.each(["/", "/login", "/register", "/forgot-password", "/account", "/account/security", "/no/such/page"])(
  "%s runs no script without the nonce of its own answer, which is never the same twice",
  async (path) => {
    const [first, second] = [await client.request(path), await client.request(path)];
    const nonceOf = (answer: Answer) => /'nonce-([A-Za-z0-9+/=]{22,})'/.exec(String(answer.headers["content-security-policy"]))?.[1];
    expect(nonceOf(first)).toBeDefined();
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    if (first.status >= 300 && first.status < 400) return;
    const scripts = first.text.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonceOf(first)}"`);
    expect(first.text).not.toMatch(/<[a-z][^>]*\son[a-z]+=/i);
  },
);

test("what is personal is kept by nobody", async () => {
  for (const path of ["/account", "/account/security", "/account/sessions", "/account/privacy", "/api/v1/auth/me", "/api/v1/users/me"]) {
    const { status, headers } = await client.request(path);
    expect([status, headers["cache-control"]], path).toEqual([200, expect.stringContaining("no-store")]);
  }
  const redirect = await portal.request("/account");
  expect(redirect.headers["cache-control"]).toContain("no-store");
});

test("a failing page and a failing handler keep their headers and say nothing of why", async () => {
  await db.$executeRaw`ALTER TABLE sessions RENAME TO sessions_away`;
  try {
    for (const path of ["/account", "/api/v1/auth/me", "/api/auth/session"]) {
      const answer = await client.request(path, { headers: { cookie: `portico.session=${"B".repeat(43)}` } });
      expect(answer.status, path).toBeGreaterThanOrEqual(500);
      expect(answer.headers, path).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
      expect(String(answer.headers["content-security-policy"]), path).toContain("frame-ancestors 'none'");
      expect(answer.text, path).not.toMatch(/sessions|relation|SELECT|prisma|node_modules|\.ts:\d/i);
    }
  } finally {
    await db.$executeRaw`ALTER TABLE sessions_away RENAME TO sessions`;
  }
  expect((await client.request("/api/v1/auth/me")).status).toBe(200);
});
