import { request as httpRequest, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, vi } from "vitest";
import { trustedProxies } from "@/lib/entry/http/client-address";
import { type Handler, type HttpServerSettings, httpServer } from "@/lib/entry/http/http-server";

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const open: Server[] = [];
/** Whether the servers under test say that they are stopping. */
export const phase = { draining: false };

afterEach(async () => {
  phase.draining = false;
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Answers with what reached it. */
export const echo: Handler = async (request, response) => {
  const body: Buffer[] = [];
  for await (const chunk of request) body.push(Buffer.from(chunk));
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ url: request.url, headers: request.headers, size: Buffer.concat(body).length }));
};

/** A server on a free port in front of `handler`; it ends with the test. */
export async function serve(handler: Handler = echo, options: Partial<HttpServerSettings> & { app?: string; proxies?: string[] } = {}) {
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const server = httpServer(
    {
      appUrl: new URL(options.app ?? "https://id.example.com"),
      isTrusted: trustedProxies(options.proxies ?? []),
      acceptsLoopbackNames: options.acceptsLoopbackNames ?? false,
      log,
      requestLog: log,
      slowMs: options.slowMs ?? 1000,
      isDraining: () => phase.draining,
      ...(options.isPassing ? { isPassing: options.isPassing } : {}),
    },
    handler,
  );
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? (address satisfies AddressInfo).port : 0;
  return { server, port, log };
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/** One well-formed request. */
export function send(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: Buffer | string } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const request = httpRequest(
      { port, host: "127.0.0.1", path, method: options.method ?? "GET", headers: options.headers ?? {} },
      (response) => {
        const body: Buffer[] = [];
        response.on("data", (chunk: Buffer) => body.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(body).toString() }),
        );
      },
    );
    request.on("error", reject);
    request.end(options.body);
  });
}

/** Sends bytes as they are and returns everything that comes back. */
export function raw(port: number, bytes: string) {
  return new Promise<string>((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}
