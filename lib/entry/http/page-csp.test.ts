import { describe, expect, it } from "vitest";
import { newNonce, pagePolicy } from "@/lib/entry/http/page-csp";

const directives = (path: string, mode: "production" | "development" = "production") =>
  new Map(
    pagePolicy({ nonce: "N0NCE", path, mode })
      .split("; ")
      .map((directive) => [directive.split(" ", 1).join(""), directive]),
  );

describe("pagePolicy", () => {
  it("runs scripts by nonce only, and evaluates none", () => {
    expect(directives("/login").get("script-src")).toBe("script-src 'self' 'nonce-N0NCE' 'strict-dynamic'");
  });

  it("takes style elements by nonce only", () => {
    expect(directives("/login").get("style-src")).toBe("style-src 'self' 'nonce-N0NCE'");
  });

  it("cannot be framed, rebased, or made to post elsewhere", () => {
    const policy = directives("/login");
    expect(["frame-ancestors", "base-uri", "form-action", "object-src", "default-src"].map((name) => policy.get(name))).toEqual([
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "object-src 'none'",
      "default-src 'none'",
    ]);
  });

  it("lets mail in the inbox bring its styles, and nothing else more", () => {
    const policy = directives("/dev/inbox");
    expect(policy.get("style-src")).toBe("style-src 'self' 'unsafe-inline'");
    expect(policy.get("script-src")).toBe(directives("/login").get("script-src"));
    expect(directives("/dev/inboxes").get("style-src")).toBe(directives("/login").get("style-src"));
  });
});

describe("pagePolicy of the API's pages", () => {
  it("gives Swagger UI what every page has", () => {
    expect([...directives("/docs")]).toEqual([...directives("/login")]);
  });

  it("gives ReDoc its styles and its search worker, and no other script", () => {
    const policy = directives("/redoc");
    expect(policy.get("style-src")).toBe("style-src 'self' 'unsafe-inline'");
    expect(policy.get("worker-src")).toBe("worker-src blob:");
    expect(policy.get("script-src")).toBe(directives("/login").get("script-src"));
    expect(directives("/login").get("worker-src")).toBe("worker-src 'self'");
  });
});

describe("newNonce", () => {
  it("is 128 fresh bits", () => {
    const made = new Set(Array.from({ length: 1000 }, newNonce));
    expect(made.size).toBe(1000);
    expect([...made].every((nonce) => Buffer.from(nonce, "base64").length === 16)).toBe(true);
  });
});
