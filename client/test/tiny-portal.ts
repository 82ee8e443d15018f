import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";

/** A request as it came, and how to answer it. */
export interface Call {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
  succeed(data: unknown, meta?: unknown): void;
  fail(status: number, type: string, headers?: Record<string, string>, details?: unknown): void;
  /** Answers with bytes of any kind. */
  answer(status: number, body: string): void;
  /** Ends the connection without a word. */
  vanish(): void;
}

export const REQUEST_ID = "0b9c1f6e-4d1a-4c57-9f0e-2a6b8d3e7f10";

const closing: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A server that answers as a portal would, for a test of the client. @returns its address, and every call that came. */
export async function tinyPortal(handle: (call: Call) => void): Promise<{ baseUrl: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = callOf(request, response, Buffer.concat(chunks).toString());
    calls.push(call);
    handle(call);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { baseUrl: `http://127.0.0.1:${port}`, calls };
}

function callOf(request: IncomingMessage, response: ServerResponse, body: string): Call {
  const json = (status: number, value: object, headers: Record<string, string> = {}) => {
    const envelope = { version: "1.0", success: status < 400, code: status, message: "…", request_id: REQUEST_ID, ...value };
    response.writeHead(status, { "content-type": "application/json", "x-request-id": REQUEST_ID, ...headers });
    response.end(JSON.stringify(envelope));
  };
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers,
    body,
    succeed: (data, meta = {}) => json(200, { data, meta }),
    fail: (status, type, headers, details = {}) => json(status, { error: { type, details } }, headers),
    answer(status, text) {
      response.writeHead(status);
      response.end(text);
    },
    vanish: () => request.socket.destroy(),
  };
}
