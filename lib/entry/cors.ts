import { env } from "@/lib/env";

/** What a page of another origin may read of our answers besides the body (Fetch §3.2.3). */
const EXPOSED =
  "X-Request-ID, X-Process-Time, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, ETag, Idempotency-Replayed";

/** What it may send. Cookies are not among it: another origin comes with an access token or not at all. */
const REQUEST_HEADERS = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match";

/** Seconds for which a browser may remember a preflight. */
const PREFLIGHT_SECONDS = 600;

/**
 * The headers that let a page of an origin in CORS_ORIGINS read an answer; none for any other origin, which
 * is never echoed (OWASP ASVS 5.0 §3.4.2).
 */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get("origin");
  if (env.CORS_ORIGINS.length === 0) return {};
  if (origin === null || !env.CORS_ORIGINS.includes(origin)) return { vary: "Origin" };
  return { "access-control-allow-origin": origin, "access-control-expose-headers": EXPOSED, vary: "Origin" };
}

/** The answer to a preflight, or to any OPTIONS: which methods an address takes. */
export function preflight(request: Request, allow: string): Response {
  const cors = corsHeaders(request);
  const allowed = "access-control-allow-origin" in cors;
  return new Response(null, {
    status: 204,
    headers: {
      allow,
      ...cors,
      ...(allowed
        ? {
            "access-control-allow-methods": allow,
            "access-control-allow-headers": REQUEST_HEADERS,
            "access-control-max-age": String(PREFLIGHT_SECONDS),
          }
        : {}),
    },
  });
}
