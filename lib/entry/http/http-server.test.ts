import { describe, expect, it } from "vitest";
import { echo, raw, send, serve, UUID } from "@/test/stub-server";

const MANDATORY = [
  "x-content-type-options",
  "content-security-policy",
  "referrer-policy",
  "cross-origin-opener-policy",
  "x-frame-options",
  "permissions-policy",
  "cache-control",
  "x-process-time",
];

describe("what reaches the handler", () => {
  it("is named and located by us, whatever a stranger claims", async () => {
    const { port } = await serve();
    const answer = await send(port, "/", {
      headers: {
        Host: "evil.example",
        "X-Request-ID": "11111111-1111-4111-8111-111111111111",
        "X-Portico-IP": "6.6.6.6",
        "X-Forwarded-For": "6.6.6.6",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
        Forwarded: "for=6.6.6.6;host=evil.example",
        "X-Middleware-Subrequest": "middleware",
        "X-Nextjs-Data": "1",
        "X-Invoke-Path": "/admin",
        "X-Matched-Path": "/admin",
        "Content-Security-Policy": "script-src 'nonce-mine'",
        "X-Nonce": "mine",
        RSC: "1",
        "Next-Url": "/login",
      },
    });
    const { headers } = JSON.parse(answer.text);
    expect(headers).toMatchObject({
      host: "id.example.com",
      "x-portico-ip": "127.0.0.1",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "id.example.com",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
      rsc: "1",
      "next-url": "/login",
    });
    expect(headers["x-request-id"]).toMatch(UUID);
    expect(headers["x-request-id"]).not.toMatch(/^1111/);
    expect(
      Object.keys(headers).filter((name) => /^(x-middleware|x-nextjs|x-invoke|x-matched|forwarded|content-security|x-nonce)/.test(name)),
    ).toEqual([]);
    expect(answer.headers["x-request-id"]).toBe(headers["x-request-id"]);
  });

  it.each([
    ["another name", { Host: "id.example.com" }],
    ["a proxy's mark", { Host: "localhost:3000", "X-Forwarded-For": "203.0.113.9" }],
  ])("is not the inbox for a request with %s", async (_name, headers) => {
    const { port } = await serve();
    for (const path of ["/dev/inbox", "/api/dev/inbox?to=ana@example.com", "/DEV/inbox"]) {
      expect((await send(port, path, { headers })).status).toBe(404);
    }
    expect((await send(port, "/developers", { headers })).status).toBe(200);
    expect((await send(port, "/dev/inbox", { headers: { Host: "localhost:3000" } })).status).toBe(200);
  });

  it("believes a trusted proxy about address and id, but never about the host", async () => {
    const { port } = await serve(echo, { proxies: ["loopback"] });
    const id = "6f9a1f3e-7f0c-4a6b-9a53-9f0f6c1f4d11";
    const answer = await send(port, "/", {
      headers: {
        "X-Request-ID": id,
        "X-Forwarded-For": "6.6.6.6, 203.0.113.7",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
      },
    });
    expect(JSON.parse(answer.text).headers).toMatchObject({
      "x-portico-ip": "203.0.113.7",
      "x-request-id": id,
      "x-forwarded-host": "id.example.com",
    });
  });

  it("gets an id of ours when the proxy's is no UUID", async () => {
    const { port } = await serve(echo, { proxies: ["loopback"] });
    const answer = await send(port, "/", { headers: { "X-Request-ID": "x\tinjected" } });
    expect(answer.headers["x-request-id"]).toMatch(UUID);
  });

  it("counts another loopback name as our own origin only on this machine's portal and port", async () => {
    const local = await serve(echo, { app: "http://localhost:3000", acceptsLoopbackNames: true });
    const own = await send(local.port, "/api/x", { headers: { Host: "127.0.0.1:3000", Origin: "http://127.0.0.1:3000" } });
    expect(JSON.parse(own.text).headers.origin).toBe("http://localhost:3000");
    const rebound = await send(local.port, "/api/x", { headers: { Host: "evil.example:3000", Origin: "http://evil.example:3000" } });
    expect(JSON.parse(rebound.text).headers.origin).toBe("http://evil.example:3000");
    const otherPort = await send(local.port, "/api/x", { headers: { Host: "127.0.0.1:3000", Origin: "http://127.0.0.1:9999" } });
    expect(JSON.parse(otherPort.text).headers.origin).toBe("http://127.0.0.1:9999");
  });

  it("sees an absolute target as its path", async () => {
    const { port } = await serve();
    const answer = await raw(port, "GET http://evil.example/account?a=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    expect(answer).toContain('"url":"/account?a=1"');
  });
});

describe("every answer carries the security headers, an id and its time", () => {
  const cases: Array<[string, string, number]> = [
    ["an ordinary one", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 200],
    ["a hidden file", "GET /.git/config HTTP/1.1\r\nHost: x\r\n\r\n", 404],
    ["TRACE", "TRACE / HTTP/1.1\r\nHost: x\r\nCookie: a=secret\r\n\r\n", 405],
    ["TRACK", "TRACK / HTTP/1.1\r\nHost: x\r\n\r\n", 405],
    ["CONNECT", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n", 405],
    ["a bad escape", "GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["a NUL", "GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n", 400],
    ["noise", "\x16\x03\x01 hello\r\n\r\n", 400],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["two lengths", "POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400],
    [
      "length and chunks at once",
      "POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["huge headers", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, 431],
    ["an announced 10 MB", "POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n", 413],
    ["a length that is no number", "POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400],
  ];

  it.each(cases)("%s", async (_name, bytes, status) => {
    const { port } = await serve();
    const answer = await raw(port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const head = answer.slice(0, answer.indexOf("\r\n\r\n")).toLowerCase();
    for (const name of [...MANDATORY, "x-request-id", "strict-transport-security"]) expect(head).toContain(`\r\n${name}: `);
    expect(answer).not.toContain("secret");
    if (status !== 200) {
      const envelope = JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4));
      expect(envelope).toMatchObject({ version: "1.0", success: false, code: status });
      expect(envelope.request_id).toMatch(UUID);
    }
  });

  it("says the time in seconds with four decimals", async () => {
    const { port } = await serve();
    expect((await send(port, "/")).headers["x-process-time"]).toMatch(/^\d+\.\d{4}$/);
  });

  it("lets a handler say otherwise", async () => {
    const { port } = await serve(async (_request, response) => {
      response.writeHead(200, { "Cache-Control": "public, max-age=60", "Content-Security-Policy": "default-src 'self'" });
      response.end();
    });
    const { headers } = await send(port, "/");
    expect([headers["cache-control"], headers["content-security-policy"]]).toEqual(["public, max-age=60", "default-src 'self'"]);
  });

  it("sends no HSTS over plain HTTP", async () => {
    const { port } = await serve(echo, { app: "http://localhost:3000" });
    expect((await send(port, "/")).headers["strict-transport-security"]).toBeUndefined();
  });
});
