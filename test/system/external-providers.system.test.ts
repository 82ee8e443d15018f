import { describe, expect, test } from "vitest";
import { startPortal } from "./portal";

const portal = await startPortal({ env: { AUTH_GITHUB_ID: "the-client", AUTH_GITHUB_SECRET: "the-secret" } });

describe("GET /api/v1/auth/external/{provider}", () => {
  test("sends the browser to a provider that is set up, tied to this browser, with our own address to come back to", async () => {
    const client = portal.client();
    const { status, headers } = await client.request("/api/v1/auth/external/github?next=/account/security");
    expect(status).toBe(302);
    const target = new URL(String(headers.location));
    expect(target.origin + target.pathname).toBe("https://github.com/login/oauth/authorize");
    expect(Object.fromEntries(target.searchParams)).toMatchObject({
      client_id: "the-client",
      redirect_uri: `${portal.url}/api/auth/callback/github`,
      code_challenge_method: "S256",
    });
    expect(decodeURIComponent(client.cookies.get("authjs.callback-url") ?? "")).toBe(`${portal.url}/account/security`);
    expect([...client.cookies.keys()]).toContain("authjs.pkce.code_verifier");
  });

  test.each(["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)"])("comes back to us, not to %s", async (next) => {
    const client = portal.client();
    expect((await client.request(`/api/v1/auth/external/github?next=${encodeURIComponent(next)}`)).status).toBe(302);
    expect(decodeURIComponent(client.cookies.get("authjs.callback-url") ?? "")).toBe(`${portal.url}/account`);
  });

  test.each(["google", "microsoft", "constructor", "GitHub", "%00"])("answers 404 for %s, which is not set up", async (provider) => {
    const { status, text } = await portal.request(`/api/v1/auth/external/${provider}`);
    expect(status === 404 || status === 400, text).toBe(true);
  });
});
