import type { IncomingHttpHeaders } from "node:http";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
/** These take calls from programs too and judge their origin themselves (lib/entry/origin.ts, and each protocol's own rules). */
const JUDGED_ELSEWHERE = /^\/(?:api|oauth|scim|saml)\//;

/**
 * True for an unsafe request to a page, which only a form or a server action of ours makes, that does not
 * come from our own origin (OWASP ASVS 5.0 §3.5.1). The framework compares too, but it lets a missing
 * Origin pass, answers a wrong one with 500, and stumbles over a malformed one.
 */
export function isForeignToPages(request: { method?: string; headers: IncomingHttpHeaders }, path: string, ownOrigin: string): boolean {
  if (SAFE.has(request.method ?? "") || JUDGED_ELSEWHERE.test(path)) return false;
  return request.headers.origin !== ownOrigin;
}
