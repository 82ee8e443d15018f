import { AppError, type ErrorType } from "@/lib/errors";

/** Beyond this an address is an attack or a mistake; browsers and proxies stop at about the same length. */
const MAX_LENGTH = 8192;

/**
 * Every method that anything here takes. TRACE would show a request's cookies to its sender, CONNECT turn this server into a proxy
 * (RFC 9110 §9.3.6, §9.3.8), and the framework answers what it does not know with 400 and no word.
 */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export type Target = { ok: true; path: string; search: string } | { ok: false; error: AppError };

const refuse = (type: ErrorType, message: string): Target => ({ ok: false, error: new AppError(type, message) });

/**
 * Judges method and request target before anything else reads them: `path` is as it was sent (still
 * escaped), `search` begins with `?` or is empty. Hidden files are answered as absent, and what no
 * browser would send as malformed, so that no later parser has to guess.
 */
export function readTarget(method: string, url: string): Target {
  if (!METHODS.has(method)) return refuse("METHOD_NOT_ALLOWED", "This method is not allowed.");
  if (url.length > MAX_LENGTH) return refuse("MALFORMED_REQUEST", "The address is too long.");
  // RFC 9112 §3.2.2: a server must accept the absolute form; the host in it is ignored like Host itself.
  const origin = /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? "";
  const local = origin ? url.slice(origin.length) || "/" : url;
  if (!/^\/[\x21-\x7e]*$/.test(local) || local.includes("\\") || local.includes("#")) {
    return refuse("MALFORMED_REQUEST", "The address is malformed.");
  }
  const mark = local.indexOf("?");
  const path = mark < 0 ? local : local.slice(0, mark);
  const search = mark < 0 ? "" : local.slice(mark);
  let decoded = path;
  try {
    if (path.includes("%")) decoded = decodeURIComponent(path);
    if (search.includes("%")) decodeURIComponent(search);
  } catch {
    return refuse("MALFORMED_REQUEST", "The address is malformed.");
  }
  if (decoded.startsWith("//") || isControlled(decoded) || /%00/.test(search)) {
    return refuse("MALFORMED_REQUEST", "The address is malformed.");
  }
  if (isHidden(decoded)) return refuse("NOT_FOUND", "There is nothing here.");
  return { ok: true, path, search };
}

/** Control characters and backslashes have no place in a path, escaped or not. */
function isControlled(decoded: string): boolean {
  for (let at = 0; at < decoded.length; at++) {
    const code = decoded.charCodeAt(at);
    if (code < 0x20 || code === 0x7f || code === 0x5c) return true;
  }
  return false;
}

/** A dot in front of any segment, but for /.well-known/ (RFC 8615); also what is still escaped after one decoding. */
function isHidden(decoded: string): boolean {
  if (!decoded.includes("/.") && !/%2e/i.test(decoded)) return false;
  const rest = decoded.startsWith("/.well-known/") ? decoded.slice("/.well-known".length) : decoded;
  return rest.includes("/.") || /%2e/i.test(rest);
}
