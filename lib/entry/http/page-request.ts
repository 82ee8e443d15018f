import type { IncomingHttpHeaders } from "node:http";
import { AppError } from "@/lib/errors";

const SAFE = new Set(["GET", "HEAD"]);
/** These take calls from programs too and judge them themselves (lib/entry/route.ts, and each protocol's own rules). */
const JUDGED_ELSEWHERE = /^\/(?:api|oauth|scim|saml)\//;

interface PageRequest {
  method?: string;
  headers: IncomingHttpHeaders;
}

/**
 * Judges a request to a page. Pages are read; only a form or a server action of ours posts to them, from our
 * own origin (OWASP ASVS 5.0 §3.5.1). The framework compares origins too, but it lets a missing one pass,
 * answers a wrong one with 500, stumbles over a malformed one, and renders a page for PUT and DELETE.
 */
export function refusalForPage(request: PageRequest, path: string, ownOrigin: string): AppError | null {
  const { method = "GET", headers } = request;
  if (SAFE.has(method) || JUDGED_ELSEWHERE.test(path)) return null;
  if (method !== "POST") return new AppError("METHOD_NOT_ALLOWED", "This method is not allowed.");
  if (headers.origin !== ownOrigin) return new AppError("FORBIDDEN", "This request came from another site.");
  if (!headers["next-action"] && /^multipart\//i.test(headers["content-type"] ?? "")) {
    // Only an action takes files, and ours are called by script.
    return new AppError("UNSUPPORTED_MEDIA_TYPE", "This page takes no files.");
  }
  return null;
}

/** True for a call of a server action. */
export const callsAction = ({ method, headers }: PageRequest): boolean => method === "POST" && headers["next-action"] !== undefined;
