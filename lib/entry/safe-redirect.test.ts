import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { env } from "@/lib/env";

/** Where a browser on our page would end up. */
const resolved = (target: string) => new URL(safeRedirect(target), `${env.APP_URL}/login`);

const BYPASSES = [
  "https://evil.example", "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
  "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example", "//evil.example\\@localhost",
  "http:evil.example", "http:/evil.example", "https:evil.example", "https:///evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "blob:https://evil.example/x", "file:///etc/passwd",
  "http://localhost@evil.example", "http://localhost:3000@evil.example/", "http://localhost.evil.example", "http://localhost:3000.evil.example",
  "http://evil.example#http://localhost", "http://evil.example?http://localhost", "/../..//evil.example", "/./\\evil.example", "/.//evil.example",
  "/%2e%2e//evil.example", "/foo/../..//evil.example", "//%65vil.example", "//evil%E3%80%82example", "//evil。example", "//[::1]", "//0x7f.1",
  "https://[::ffff:127.0.0.1]", "//evil.example:80", "//user:pass@evil.example", "/\u0000/evil.example", "\u0001//evil.example", "//evil.example%00localhost",
  "////\\evil.example", "/%5cevil.example/..//evil.example", "?next=//evil.example\\", "ftp://evil.example", "ws://evil.example", "mailto:a@evil.example",
]; // biome-ignore format: one list, read as a block

describe("a target after sign-in", () => {
  it(`stays on this origin for ${BYPASSES.length} known bypasses`, () => {
    for (const bypass of BYPASSES) expect(resolved(bypass).origin, bypass).toBe(env.APP_URL);
  });

  it("stays on this origin for anything at all", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string({ unit: fc.constantFrom(..."/\\:@.?#%\t\n evilhtps2f5c") })), (target) => {
        expect(resolved(target).origin).toBe(env.APP_URL);
      }),
      { numRuns: 5_000 },
    );
  });

  it("keeps a path, its query and its fragment", () => {
    expect(safeRedirect("/account/sessions?a=1#b")).toBe("/account/sessions?a=1#b");
    expect(safeRedirect(`${env.APP_URL}/orgs`)).toBe("/orgs");
  });

  it("falls back for what is not text, for the sign-in page itself and for API addresses", () => {
    expect(safeRedirect(undefined)).toBe("/account");
    expect(safeRedirect(["/orgs"])).toBe("/account");
    expect(safeRedirect("/login?callbackUrl=/login")).toBe("/account");
    expect(safeRedirect("/api/v1/auth/logout")).toBe("/account");
  });
});
