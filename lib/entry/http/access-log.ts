import type { IncomingMessage } from "node:http";
import type { Measure } from "@/lib/entry/http/measure";
import type { RequestFacts } from "@/lib/entry/http/request-headers";
import type { PorticoResponse } from "@/lib/entry/http/response";

/** The part of lib/log that this needs. */
export interface AccessLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Paths whose last part is a secret: whoever reads the log may not use it. */
const SECRET_PATHS = [/^(\/invite\/)[^/]+/, /^(\/setup\/)[^/]+/];
/** Nothing we name is this long; a token is. */
const LONG_PART = /[A-Za-z0-9_-]{40,}/g;
const QUIET = /^\/(?:_next\/|favicon|api(?:\/v1)?\/health(?:\/|$))|\.(?:svg|png|ico|webp|woff2|css|js|txt|webmanifest)$/;

/** A path as it may be logged: no query, no token. */
export function loggablePath(path: string): string {
  let shown = path.length > 300 ? `${path.slice(0, 300)}…` : path;
  for (const pattern of SECRET_PATHS) shown = shown.replace(pattern, "$1[token]");
  return shown.replace(LONG_PART, "[token]");
}

/**
 * Writes one line when the answer is out: `debug` for files and health checks, `info` for the rest,
 * `warn` for what of the rest took longer than `slowMs`. A caller who left before the end is marked `aborted`.
 */
export function logRequest(
  log: AccessLogger,
  request: IncomingMessage,
  response: PorticoResponse,
  facts: RequestFacts,
  options: { path: string; slowMs: number; measure?: Measure | undefined },
): void {
  response.once("close", () => {
    const ms = performance.now() - response.startedAt;
    options.measure?.({ method: request.method ?? "", path: options.path, status: response.statusCode, ms });
    const fields = {
      request_id: facts.requestId,
      method: request.method,
      path: loggablePath(options.path),
      status: response.statusCode,
      ms: Math.round(ms * 10) / 10,
      ip: facts.ip,
      ...(response.writableFinished ? {} : { aborted: true }),
    };
    if (QUIET.test(options.path)) log.debug(fields, "request");
    else if (ms > options.slowMs) log.warn(fields, "slow request");
    else log.info(fields, "request");
  });
}
