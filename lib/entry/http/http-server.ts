import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { Socket } from "node:net";
import { type AccessLogger, logRequest } from "@/lib/entry/http/access-log";
import { isActionBody } from "@/lib/entry/http/action-body";
import { announcesTooMuch, hasBody, holdBody, limitChunkedBody, lingerOver } from "@/lib/entry/http/body-limit";
import type { Measure } from "@/lib/entry/http/measure";
import { callsAction, refusalForPage } from "@/lib/entry/http/page-request";
import { refuse, refuseUnparsed } from "@/lib/entry/http/refusal";
import { type HeaderSettings, normaliseHeaders } from "@/lib/entry/http/request-headers";
import { readTarget, type Target } from "@/lib/entry/http/request-target";
import { type PorticoResponse, responseClass } from "@/lib/entry/http/response";
import { securityHeaders } from "@/lib/entry/http/security-headers";
import { AppError, notFound } from "@/lib/errors";

/** What answers a request once it has been made safe. */
export type Handler = (request: IncomingMessage, response: PorticoResponse) => Promise<void>;

export interface HttpServerSettings extends HeaderSettings {
  log: { error(fields: object, message: string): void };
  /** Gets one line for each request. */
  requestLog: AccessLogger;
  /** Requests that take longer are warned about. Milliseconds. */
  slowMs: number;
  isDraining: () => boolean;
  /** Notes every answer, for the metrics. */
  measure?: Measure;
  /** Whether waiting helps against a failure. Absent: pages that failed stay as the framework made them. */
  isPassing?: () => Promise<boolean>;
}

/**
 * The server in front of `handle`: judges the request, names it, cleans its headers, bounds its size and
 * time, adds the headers every answer carries, and logs one line for it.
 */
export function httpServer(settings: HttpServerSettings, handle: Handler): Server {
  const https = settings.appUrl.protocol === "https:";
  const defaults = securityHeaders({ https });
  const server = createServer(
    {
      ServerResponse: responseClass({ defaults, isDraining: settings.isDraining, isPassing: settings.isPassing }),
      // Slow senders: RFC-conforming clients finish headers at once and 2.5 MB within a minute.
      headersTimeout: 15_000,
      requestTimeout: 60_000,
      connectionsCheckingInterval: 5_000,
      // Longer than the idle time of common proxies (60 s), so that it is they who close.
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
      // Checked below, where the answer can carry our headers.
      requireHostHeader: false,
    },
    (request, response) => serve(request, response),
  );

  function serve(request: IncomingMessage, response: PorticoResponse): void {
    const hasHost = request.headers.host !== undefined || request.httpVersion === "1.0";
    const facts = normaliseHeaders(request, settings);
    const target = readTarget(request.method ?? "", request.url ?? "");
    const path = target.ok ? target.path : (request.url ?? "").split("?", 1).join("");
    const { socket } = request;
    const stop = (error: AppError): void => refuse(response, error, facts.requestId, { close: request.complete || !hasBody(request) });
    response.once("finish", () => lingerOver(request, socket));
    response.requestId = facts.requestId;
    logRequest(settings.requestLog, request, response, facts, { path, slowMs: settings.slowMs, measure: settings.measure });

    const refusal = judge(request, target, { hasHost, ownOrigin: settings.appUrl.origin, isRemote: facts.isRemote });
    if (refusal) stop(refusal);
    if (refusal || !target.ok) return;
    if (https && facts.forwardedProto === "http") {
      redirect(response, settings.appUrl.origin + target.path + target.search);
      return;
    }

    // An absolute-form target was reduced to its path: what is behind sees one form only.
    request.url = target.path + target.search;
    const forward = () => {
      handle(request, response).catch((error: unknown) => {
        settings.log.error({ err: error, request_id: facts.requestId }, "a request could not be handled");
        if (response.headersSent) response.destroy();
        else stop(new AppError("INTERNAL", "Something went wrong on our side."));
      });
    };
    const isAction = callsAction(request);
    if (isAction) {
      holdBody(request, (body) => isActionBody(request.headers["content-type"] ?? "", body), {
        release: forward,
        refuse: () => stop(malformed("The request is malformed.")),
      });
    }
    limitChunkedBody(request, () => (response.headersSent ? request.destroy() : stop(tooLarge())));
    if (!isAction) forward();
  }

  server.on("connect", (_request, socket) => {
    if (socket instanceof Socket) refuseUnparsed(socket, { code: "HPE_INVALID_METHOD", rawPacket: CONNECT_LINE }, defaults, randomUUID());
    else socket.destroy();
  });
  server.on("clientError", (error: Error & { code?: string; rawPacket?: Buffer }, socket) => {
    if (socket instanceof Socket) refuseUnparsed(socket, error, defaults, randomUUID());
    else socket.destroy();
  });
  return server;
}

const INBOX = /^\/(?:api\/)?dev(?:\/|$)/i;
const malformed = (message: string) => new AppError("MALFORMED_REQUEST", message);
const tooLarge = () => new AppError("PAYLOAD_TOO_LARGE", "The request is too large.");

/** Why a request goes no further, as far as its head can tell. */
function judge(
  request: IncomingMessage,
  target: Target,
  facts: { hasHost: boolean; ownOrigin: string; isRemote: boolean },
): AppError | null {
  if (!target.ok) return target.error;
  // RFC 9112 §3.2: a request without Host must be answered with 400.
  if (!facts.hasHost) return malformed("The Host header is missing.");
  // A portal whose APP_URL was forgotten, served to others all the same, must not show everybody's mail.
  if (facts.isRemote && INBOX.test(target.path)) return notFound();
  return refusalForPage(request, target.path, facts.ownOrigin) ?? (announcesTooMuch(request) ? tooLarge() : null);
}

/** 308 keeps the method and the body (RFC 9110 §15.4.9). */
function redirect(response: PorticoResponse, location: string): void {
  response.writeHead(308, { Location: location, "Content-Length": 0 });
  response.end();
}

const CONNECT_LINE = Buffer.from("CONNECT / HTTP/1.1\r\n");
