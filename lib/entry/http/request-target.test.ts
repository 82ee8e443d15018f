import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTarget } from "@/lib/entry/http/request-target";

const verdict = (url: string, method = "GET") => {
  const target = readTarget(method, url);
  return target.ok ? "accepted" : target.error.type;
};

describe("readTarget", () => {
  it.each([
    ["/", "/", ""],
    ["/login?callbackUrl=%2Faccount", "/login", "?callbackUrl=%2Faccount"],
    ["/.well-known/openid-configuration", "/.well-known/openid-configuration", ""],
    ["http://evil.example/account?x=1", "/account", "?x=1"],
    ["https://evil.example", "/", ""],
    ["/orgs/a%20b", "/orgs/a%20b", ""],
    ["/%E2%82%AC", "/%E2%82%AC", ""],
  ])("accepts %s", (url, path, search) => expect(readTarget("GET", url)).toEqual({ ok: true, path, search }));

  it.each([
    "/.git/config",
    "/.env",
    "/%2egit/HEAD",
    "/%2Eenv",
    "/a/.ssh/id",
    "/a/../b",
    "/a/%2e%2e/b",
    "/a/%252e%252e/b",
    "/.well-known/../.env",
    "/_next/static/%2e%2e/server",
    "/a%2f.env",
  ])("says nothing is at %s", (url) => expect(verdict(url)).toBe("NOT_FOUND"));

  it.each([
    "/%",
    "/%zz",
    "/a?b=%",
    "/%00",
    "/a%00b",
    "/a?x=%00",
    "/\\evil",
    "/%5cevil",
    "//evil.example/",
    "/%2fevil.example",
    "/a b",
    "/é",
    "/a#b",
    "",
    "a",
    "*",
    "/%0d%0aSet-Cookie:x",
  ])("calls %j malformed", (url) => expect(verdict(url)).toBe("MALFORMED_REQUEST"));

  it.each(["TRACE", "TRACK", "CONNECT"])("refuses %s", (method) => expect(verdict("/", method)).toBe("METHOD_NOT_ALLOWED"));

  it("refuses an address longer than 8 kB", () => expect(verdict(`/${"a".repeat(9000)}`)).toBe("MALFORMED_REQUEST"));

  it("never throws, and what it accepts can be decoded and names no hidden file", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webPath(), fc.string(), fc.string({ unit: fc.constantFrom("/", ".", "%", "2", "e", "f", "5", "c", "0", "a", "\\") })),
        (url) => {
          const target = readTarget("GET", url);
          if (!target.ok) return;
          const decoded = decodeURIComponent(target.path);
          expect(decoded).not.toMatch(/\/\.(?!well-known\/)/);
          expect(decoded).not.toMatch(/^\/\/|\\|\0/);
        },
      ),
    );
  });
});
