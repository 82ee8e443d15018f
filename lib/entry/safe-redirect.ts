import { env } from "@/lib/env";

/**
 * A path of ours to go to after signing in, from what a query string or a form says; `fallback` for
 * anything else. Only a path is kept, never an origin, so there is no origin to get wrong
 * (OWASP ASVS 5.0 §3.7.2).
 */
export function safeRedirect(target: unknown, fallback = "/account"): string {
  if (typeof target !== "string" || target.length > 2048) return fallback;
  // Browsers drop tabs and newlines and read a backslash as a slash (WHATWG URL §4.4); refuse what they would repair.
  if ([...target].some((character) => character <= " " || character === "\\" || character === "\u007f")) return fallback;
  let url: URL;
  try {
    url = new URL(target, env.APP_URL);
  } catch {
    return fallback;
  }
  if (url.origin !== env.APP_URL || url.username || url.password) return fallback;
  const path = url.pathname + url.search + url.hash;
  // A path that begins with two slashes is another host to a browser.
  return path.startsWith("//") || /^\/(api|login|logout)(\/|$|\?)/.test(path) ? fallback : path;
}
