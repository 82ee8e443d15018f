import { describe, expect, it, vi } from "vitest";
import type { RouteHandler } from "@/lib/entry/route";

vi.stubEnv("CORS_ORIGINS", "https://app.example.com, https://admin.example.com");
vi.mock("@/lib/sessions/store", () => ({ findSession: vi.fn(), findSessionOfToken: vi.fn() }));
const { endpoint } = await import("@/lib/entry/route");

const answer: RouteHandler = async () => new Response("{}");
const methods = endpoint({ GET: answer, POST: answer });
const context = { params: Promise.resolve({}) };
const ask = (method: "GET" | "OPTIONS" | "PUT", origin?: string) =>
  methods[method](new Request("http://localhost/x", { method, headers: origin ? { origin } : {} }), context);

describe("an origin on the list", () => {
  it("may read answers, refusals included, and never with cookies", async () => {
    for (const method of ["GET", "PUT"] as const) {
      const { headers } = await ask(method, "https://app.example.com");
      expect(headers.get("access-control-allow-origin")).toBe("https://app.example.com");
      expect(headers.get("access-control-expose-headers")).toContain("X-Request-ID");
      expect(headers.get("access-control-allow-credentials")).toBeNull();
      expect(headers.get("vary")).toBe("Origin");
    }
  });

  it("is told in a preflight what it may send", async () => {
    const { status, headers } = await ask("OPTIONS", "https://admin.example.com");
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-methods")).toBe("GET, HEAD, POST, OPTIONS");
    expect(headers.get("access-control-allow-headers")).toContain("Authorization");
  });
});

describe("any other origin", () => {
  it.each(["https://evil.example", "null", "https://app.example.com.evil.example", "http://app.example.com"])(
    "%s is not echoed",
    async (origin) => {
      for (const method of ["GET", "OPTIONS"] as const) {
        const { headers } = await ask(method, origin);
        expect(headers.get("access-control-allow-origin")).toBeNull();
        expect(headers.get("access-control-allow-methods")).toBeNull();
        expect(headers.get("vary") ?? "Origin").toBe("Origin");
      }
    },
  );
});
