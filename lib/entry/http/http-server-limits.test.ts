import { describe, expect, it, vi } from "vitest";
import { drain } from "@/lib/entry/http/shutdown";
import { echo, phase, raw, send, serve } from "@/test/stub-server";

describe("what is refused", () => {
  it("a chunked body beyond the limit, before its end", async () => {
    let finished = false;
    const { port } = await serve(async (request, response) => {
      for await (const _chunk of request);
      finished = true;
      response.end();
    });
    const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
    const answer = await raw(port, `POST /api/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(41)}`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(finished).toBe(false);
  });

  it("nothing of a chunked body within it", async () => {
    const { port } = await serve();
    const answer = await send(port, "/api/x", {
      method: "POST",
      headers: { "Transfer-Encoding": "chunked" },
      body: Buffer.alloc(2_000_000),
    });
    expect(JSON.parse(answer.text).size).toBe(2_000_000);
  });

  it.each([undefined, "null", "https://evil.example", "https://id.example.com.evil.example", "not a url", "http://id.example.com"])(
    "a form post to a page from origin %s",
    async (origin) => {
      const { port } = await serve();
      const answer = await send(port, "/login", { method: "POST", headers: origin ? { Origin: origin } : {} });
      expect(answer.status).toBe(403);
    },
  );

  it("nothing of a form post from our own pages", async () => {
    const { port } = await serve();
    expect((await send(port, "/login", { method: "POST", headers: { Origin: "https://id.example.com" } })).status).toBe(200);
  });

  it.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("%s of a page", async (method) => {
    const { port } = await serve();
    expect((await send(port, "/login", { method, headers: { Origin: "https://id.example.com" } })).status).toBe(405);
  });

  it("a file sent to a page", async () => {
    const { port } = await serve();
    const headers = { Origin: "https://id.example.com", "Content-Type": "multipart/form-data; boundary=x" };
    expect((await send(port, "/login", { method: "POST", headers, body: "garbage" })).status).toBe(415);
  });

  it("a call of an action that cannot be decoded", async () => {
    const { port } = await serve();
    const headers = { Origin: "https://id.example.com", "Next-Action": "a", "Content-Type": "text/plain" };
    const answers = await Promise.all(["garbage{", '["$F1"]', ""].map((body) => send(port, "/login", { method: "POST", headers, body })));
    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400]);
  });

  it("nothing of a good call, which arrives whole", async () => {
    const { port } = await serve();
    const headers = { Origin: "https://id.example.com", "Next-Action": "a", "Content-Type": "text/plain" };
    const body = JSON.stringify(["x".repeat(1_000_000)]);
    const answers = await Promise.all([
      send(port, "/login", { method: "POST", headers, body }),
      send(port, "/login", { method: "POST", headers: { ...headers, "Transfer-Encoding": "chunked" }, body }),
    ]);
    expect(answers.map((answer) => JSON.parse(answer.text).size)).toEqual([body.length, body.length]);
  });

  it("plain HTTP, sent on to HTTPS when a trusted proxy says so", async () => {
    const { port } = await serve(echo, { proxies: ["loopback"] });
    const answer = await send(port, "/login?a=1", { headers: { "X-Forwarded-Proto": "http", Host: "evil.example" } });
    expect([answer.status, answer.headers.location]).toEqual([308, "https://id.example.com/login?a=1"]);
  });

  it("a handler that fails, without a word of why", async () => {
    const { port, log } = await serve(async () => {
      throw new Error("SELECT secret");
    });
    const answer = await send(port, "/");
    expect([answer.status, answer.text.includes("SELECT")]).toEqual([500, false]);
    expect(log.error).toHaveBeenCalledOnce();
  });
});

describe("the access log", () => {
  const lineOf = async (log: { info: ReturnType<typeof vi.fn> }) => {
    await vi.waitFor(() => expect(log.info).toHaveBeenCalled());
    return log.info.mock.calls[0]?.[0];
  };

  it("has one line with what an operator needs and never the query", async () => {
    const { port, log } = await serve();
    await send(port, "/reset-password?token=secret");
    const line = await lineOf(log);
    expect(line).toMatchObject({ method: "GET", path: "/reset-password", status: 200, ip: "127.0.0.1" });
    expect(JSON.stringify(log.info.mock.calls)).not.toContain("secret");
  });

  it("keeps files and health checks to debug", async () => {
    const { port, log } = await serve();
    await send(port, "/api/health/live");
    await send(port, "/_next/static/chunks/a.js");
    await vi.waitFor(() => expect(log.debug).toHaveBeenCalledTimes(2));
    expect(log.info).not.toHaveBeenCalled();
  });

  it("warns about a slow request", async () => {
    const { port, log } = await serve(echo, { slowMs: 0 });
    await send(port, "/");
    await vi.waitFor(() => expect(log.warn).toHaveBeenCalledWith(expect.objectContaining({ status: 200 }), "slow request"));
  });
});

describe("drain", () => {
  it("finishes a running request, refuses new ones, and says that the connection ends", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = () => {};
    const running = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { server, port } = await serve(async (_request, response) => {
      arrived();
      await held;
      response.end("done");
    });
    const answer = send(port, "/");
    await running;
    phase.draining = true;
    const drained = drain(server);
    await expect(send(port, "/")).rejects.toThrow(/ECONNREFUSED/);
    release();
    expect(await answer).toMatchObject({ status: 200, text: "done", headers: { connection: "close" } });
    expect(await drained).toBe(true);
  });

  it("cuts what does not finish in time", async () => {
    let arrived = () => {};
    const running = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { server, port } = await serve(async () => {
      arrived();
      await new Promise(() => {});
    });
    const answer = send(port, "/").catch(() => "cut");
    await running;
    expect(await drain(server, 50)).toBe(false);
    expect(await answer).toBe("cut");
  });
});
