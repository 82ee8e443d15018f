import { describe, expect, it } from "vitest";
import { loggablePath } from "@/lib/entry/http/access-log";

describe("loggablePath", () => {
  it("keeps ordinary paths", () => expect(loggablePath("/api/v1/auth/me")).toBe("/api/v1/auth/me"));

  it("keeps ids", () =>
    expect(loggablePath("/api/v1/auth/sessions/6f9a1f3e-7f0c-4a6b-9a53-9f0f6c1f4d11")).toBe(
      "/api/v1/auth/sessions/6f9a1f3e-7f0c-4a6b-9a53-9f0f6c1f4d11",
    ));

  it.each([
    ["/invite/abc", "/invite/[token]"],
    [`/anything/${"A".repeat(43)}/x`, "/anything/[token]/x"],
  ])("hides the token in %s", (path, shown) => expect(loggablePath(path)).toBe(shown));

  it("cuts what is far too long", () => expect(loggablePath(`/${"a/".repeat(1000)}`).length).toBeLessThan(310));
});
