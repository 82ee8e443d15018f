import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { failureBody } from "@/lib/entry/envelope";
import { AppError } from "@/lib/errors";

/** Answers a request that goes no further, in the envelope. `close` also ends the connection, for bodies nobody will read. */
export function refuse(
  response: ServerResponse,
  error: AppError,
  requestId: string,
  options: { close?: boolean; headers?: Record<string, string> } = {},
): void {
  const body = JSON.stringify(failureBody(error, requestId));
  response.writeHead(error.status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    ...(error.type === "METHOD_NOT_ALLOWED" ? { Allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" } : {}),
    ...(options.close ? { Connection: "close" } : {}),
    ...options.headers,
  });
  response.end(body);
}

/** What Node's parser may find, and how it is told (RFC 9110 §15.5). Anything else is 400. */
const PARSER_ERRORS: Record<string, { status: number; reason: string; message: string }> = {
  HPE_HEADER_OVERFLOW: { status: 431, reason: "Request Header Fields Too Large", message: "The request's headers are too large." },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, reason: "Payload Too Large", message: "The request is too large." },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: "Request Timeout", message: "The request took too long to arrive." },
};
const METHOD_REFUSED = { status: 405, reason: "Method Not Allowed", message: "This method is not allowed." };
const MALFORMED = { status: 400, reason: "Bad Request", message: "The request is malformed." };

/** Answers bytes that never became a request; written by hand because there is no response object for them. */
export function refuseUnparsed(
  socket: Socket,
  cause: { code?: string; rawPacket?: Buffer },
  defaults: ReadonlyArray<readonly [string, string]>,
  requestId: string,
): void {
  if (cause.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  // An unknown method in an otherwise well-formed request line (TRACK) is a refused method, not noise.
  const isMethod =
    cause.code === "HPE_INVALID_METHOD" && /^[A-Z]{1,32} \S{1,2048} HTTP\/1\.[01]\r?\n/.test(cause.rawPacket?.toString("latin1") ?? "");
  const { status, reason, message } = isMethod ? METHOD_REFUSED : (PARSER_ERRORS[cause.code ?? ""] ?? MALFORMED);
  const type = status === 413 || status === 431 ? "PAYLOAD_TOO_LARGE" : status === 405 ? "METHOD_NOT_ALLOWED" : "MALFORMED_REQUEST";
  const body = JSON.stringify({ ...failureBody(new AppError(type, message), requestId), code: status });
  const head = [
    ...defaults,
    ["Content-Type", "application/json"],
    ["Content-Length", String(Buffer.byteLength(body))],
    ["X-Request-ID", requestId],
    ["X-Process-Time", "0.0000"],
    ["Connection", "close"],
    ...(status === 405 ? [["Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"]] : []),
  ].map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${head.join("")}\r\n${body}`);
}
