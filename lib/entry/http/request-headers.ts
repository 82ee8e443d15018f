import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { clientAddress, normalAddress, type TrustCheck } from "@/lib/entry/http/client-address";
import { dropUnreadableRouterState } from "@/lib/entry/http/router-state";
import { env } from "@/lib/env";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * What a client may not say: who it is, where it came from, and what the framework tells itself about a
 * request. Its own router's headers (rsc, next-action, next-url, next-router-*) are no secrets and stay. So does
 * x-action-forwarded: the framework knows by it that it must not pass an action on a second time, and somebody else
 * who sends it gets their answer without a page behind it.
 */
const INTERNAL_PREFIXES = [
  "x-forwarded",
  "x-portico",
  "x-middleware",
  "x-nextjs",
  "x-next-",
  "x-invoke",
  "x-now-",
  "x-vercel",
  "x-prerender",
];
const INTERNAL_NAMES = new Set([
  "x-request-id",
  "x-matched-path",
  "x-nonce",
  "next-resume",
  "forwarded",
  // The framework takes the nonce of its scripts from this one.
  "content-security-policy",
  "content-security-policy-report-only",
  "x-real-ip",
  "x-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
  "x-original-url",
  "x-rewrite-url",
  "x-http-method-override",
]);

/** While developing, the framework's client waits for what the server sends it under these ids; without them no action ever answers. */
const DEVELOPMENT_NAMES = new Set(env.NODE_ENV === "development" ? ["x-nextjs-request-id", "x-nextjs-html-request-id"] : []);

const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** What a proxy adds, believed or not. */
const PROXY_MARKS = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "x-real-ip", "via", "cf-connecting-ip"];

export interface RequestFacts {
  /** A UUID. */
  requestId: string;
  ip: string;
  /** What a proxy we believe says the client spoke; null when none says. */
  forwardedProto: "http" | "https" | null;
  /** True when the request seems to come from another machine: by another name than this one's, or through a proxy. */
  isRemote: boolean;
}

export interface HeaderSettings {
  /** Scheme, host and port that links are made for. */
  appUrl: URL;
  isTrusted: TrustCheck;
  /** True while people may reach us by another name of this machine (127.0.0.1 for localhost). */
  acceptsLoopbackNames: boolean;
}

/**
 * Rewrites the headers of a request in place so that everything behind may believe them: internal names
 * are gone, `host` and `x-forwarded-*` say APP_URL and the client's address, whatever was sent.
 * A spoofed Host can therefore reach no link, redirect or mail.
 */
export function normaliseHeaders(request: IncomingMessage, settings: HeaderSettings): RequestFacts {
  const { headers } = request;
  const socketAddress = normalAddress(request.socket.remoteAddress) ?? "0.0.0.0";
  const fromProxy = settings.isTrusted(socketAddress);
  const sentId = headers["x-request-id"];
  const facts: RequestFacts = {
    requestId: fromProxy && typeof sentId === "string" && UUID.test(sentId) ? sentId.toLowerCase() : randomUUID(),
    ip: fromProxy ? clientAddress(socketAddress, single(headers["x-forwarded-for"]), settings.isTrusted) : socketAddress,
    forwardedProto: fromProxy ? protocol(single(headers["x-forwarded-proto"])) : null,
    isRemote: !LOOPBACK_HOST.test(headers.host ?? "") || PROXY_MARKS.some((name) => headers[name] !== undefined),
  };
  if (settings.acceptsLoopbackNames) adoptLoopbackOrigin(headers, settings.appUrl);
  for (const name in headers) {
    if (isInternal(name)) delete headers[name];
  }
  dropUnreadableRouterState(headers);
  // To the framework this asks for a page's data, and it answers with a redirect: the API has no pages.
  if (headers.rsc !== undefined && request.url?.startsWith("/api/")) delete headers.rsc;
  headers.host = settings.appUrl.host;
  headers["x-forwarded-host"] = settings.appUrl.host;
  headers["x-forwarded-proto"] = settings.appUrl.protocol.slice(0, -1);
  headers["x-forwarded-port"] = settings.appUrl.port || (settings.appUrl.protocol === "https:" ? "443" : "80");
  headers["x-forwarded-for"] = facts.ip;
  headers["x-request-id"] = facts.requestId;
  headers["x-portico-ip"] = facts.ip;
  return facts;
}

function isInternal(name: string): boolean {
  if (INTERNAL_NAMES.has(name)) return true;
  if (DEVELOPMENT_NAMES.has(name)) return false;
  const first = name.charCodeAt(0);
  return first === 0x78 && INTERNAL_PREFIXES.some((prefix) => name.startsWith(prefix));
}

const single = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.join(",") : value);

/** The rightmost entry is the one that our own proxy wrote. */
function protocol(value: string | undefined): "http" | "https" | null {
  const last = value?.split(",").at(-1)?.trim().toLowerCase();
  return last === "http" || last === "https" ? last : null;
}

/**
 * While APP_URL is a loopback address, http://127.0.0.1:3000 and http://localhost:3000 are the same
 * server to the person at this machine: an Origin equal to the Host they used counts as our own. Both
 * must be literal loopback names with our port, so a rebound DNS name never gets here.
 */
function adoptLoopbackOrigin(headers: IncomingHttpHeaders, appUrl: URL): void {
  const { host, origin } = headers;
  if (!host || !origin || !LOOPBACK_HOST.test(host)) return;
  const samePort = (host.match(/:(\d+)$/)?.[1] ?? "80") === (appUrl.port || "80");
  if (samePort && origin.toLowerCase() === `http://${host.toLowerCase()}`) headers.origin = appUrl.origin;
}
