import { env } from "@/lib/env";
import { forbidden } from "@/lib/errors";

/** Methods that change nothing (RFC 9110 §9.2.1). */
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a request that another site may have made with the person's cookie: an unsafe method on a
 * cookie needs our own Origin and a body type that a plain HTML form cannot send (OWASP ASVS 5.0 §3.5.1–3.5.3).
 * Without a cookie a foreign Origin is still refused, so that nobody can be signed in by somebody else's page.
 * @throws AppError FORBIDDEN.
 */
export function assertSameOrigin(request: { method: string; headers: Headers }, caller: { hasCookie: boolean }): void {
  if (SAFE.has(request.method)) return;
  const origin = request.headers.get("origin");
  const own = origin === env.APP_URL;
  if (origin !== null && !own && (caller.hasCookie || !env.CORS_ORIGINS.includes(origin))) {
    throw forbidden("This request came from another site.");
  }
  if (!caller.hasCookie) return;
  if (!own) throw forbidden("A request with a session cookie must come from this site.");
  const type = request.headers.get("content-type");
  if (type !== null && /^\s*(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type)) {
    throw forbidden("A request with a session cookie must be sent as JSON.");
  }
}
