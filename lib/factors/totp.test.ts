import { describe, expect, it } from "vitest";
import { newTotpSecret, qrPath, totpAddress, totpStep } from "@/lib/factors/totp";

/** "12345678901234567890" in base32: the secret of RFC 6238, appendix B. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("a time-based code", () => {
  it.each([
    // RFC 6238, appendix B (SHA-1), cut to six digits.
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [20_000_000_000, "353130"],
  ])("at %s seconds is the one of the specification", (seconds, code) => {
    expect(totpStep(SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it("counts one step early and one late, as the step it belongs to, and no further", () => {
    const step = Math.floor(1_234_567_890 / 30);
    const at = (steps: number) => (step + steps) * 30_000;
    expect([-1, 0, 1].map((late) => totpStep(SECRET, "005924", at(late)))).toEqual([step, step, step]);
    expect([-2, 2].map((late) => totpStep(SECRET, "005924", at(late)))).toEqual([null, null]);
  });

  it.each(["", "00592", "0059244", "abcdef", "00592４"])("%j is none", (code) => {
    expect(totpStep(SECRET, code, 1_234_567_890_000)).toBeNull();
  });
});

describe("a new secret", () => {
  it("has 160 bits and is another each time", () => {
    const secrets = new Set(Array.from({ length: 100 }, newTotpSecret));
    expect(secrets.size).toBe(100);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  });

  it("is told to an app with the account and our name, whatever stands in the account", () => {
    const address = new URL(totpAddress(SECRET, "ana+mail&secret=x@example.com"));
    expect(decodeURIComponent(address.pathname)).toContain("ana+mail&secret=x@example.com");
    expect(address.searchParams.get("secret")).toBe(SECRET);
    expect([address.searchParams.get("digits"), address.searchParams.get("period")]).toEqual(["6", "30"]);
  });

  it("is drawn with a quiet margin of four", () => {
    const { size, path } = qrPath(totpAddress(SECRET, "ana@example.com"));
    const squares = [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(squares.length).toBeGreaterThan(300);
    for (const place of squares.flat()) {
      expect(place).toBeGreaterThanOrEqual(4);
      expect(place).toBeLessThan(size - 4);
    }
  });
});
