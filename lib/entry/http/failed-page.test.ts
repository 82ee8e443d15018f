import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Handler } from "@/lib/entry/http/http-server";
import { send, serve, UUID } from "@/test/stub-server";

/** How the framework answers when a page cannot be rendered: head, pieces, end. */
const failing: Handler = async (_request, response) => {
  response.statusCode = 500;
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("Link", "</style.css>; rel=preload");
  response.flushHeaders();
  response.write("<!DOCTYPE html><body>");
  response.write("<script>1</script>");
  response.end();
};

describe("a page that could not be rendered", () => {
  it("is 503 with Retry-After when waiting helps, and says so without a script", async () => {
    const { port, log } = await serve(failing, { isPassing: async () => true });
    const answer = await send(port, "/account?tab=1");
    expect(answer.status).toBe(503);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers.link).toBeUndefined();
    expect(answer.text).toContain("<h1>Back in a moment</h1>");
    expect(answer.text).not.toContain("<script");
    expect(answer.text).toContain(`Reference ${answer.headers["x-request-id"]}`);
    expect(answer.headers["x-request-id"]).toMatch(UUID);
    expect(log.info.mock.calls[0]?.[0]).toMatchObject({ status: 503, path: "/account" });
  });

  it("is 500 when it does not, or when that cannot be told", async () => {
    for (const isPassing of [
      async () => false,
      async () => {
        throw new Error("cannot tell");
      },
    ]) {
      const { port } = await serve(failing, { isPassing });
      const answer = await send(port, "/account");
      expect(answer.status).toBe(500);
      expect(answer.headers["retry-after"]).toBeUndefined();
      expect(answer.text).toContain("<h1>Something went wrong on our side</h1>");
    }
  });

  it("has a policy that lets its one style sheet apply and nothing else", async () => {
    const { port } = await serve(failing, { isPassing: async () => true });
    const { text, headers } = await send(port, "/account");
    const style = /<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers["content-security-policy"]).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
  });

  it("answers HEAD without a body", async () => {
    const { port } = await serve(failing, { isPassing: async () => true });
    const answer = await send(port, "/account", { method: "HEAD" });
    expect([answer.status, answer.text]).toEqual([503, ""]);
  });
});

it("failures of handlers, and pages that were found to be missing, stay as they are", async () => {
  const json: Handler = async (_request, response) => {
    response.statusCode = 500;
    response.setHeader("Content-Type", "application/json");
    response.end("{}");
  };
  const missing: Handler = async (_request, response) => {
    response.statusCode = 404;
    response.setHeader("Content-Type", "text/html");
    response.end("missing");
  };
  for (const [handler, text] of [
    [json, "{}"],
    [missing, "missing"],
  ] as const) {
    const { port } = await serve(handler, { isPassing: async () => true });
    expect((await send(port, "/x")).text).toBe(text);
  }
});
