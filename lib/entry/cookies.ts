import { cookies } from "next/headers";
import { SESSION_COOKIE } from "@/lib/entry/cookie-names";
import { env } from "@/lib/env";
import { isRemembered } from "@/lib/sessions/lifetimes";
import type { IssuedSession } from "@/lib/sessions/store";

const attributes = { httpOnly: true, sameSite: "lax", secure: env.isHttps, path: "/" } as const;

/**
 * Hands a new session to the browser. A remembered one outlives the browser; the other ends with it.
 * @see OWASP ASVS 5.0 §3.3 for the attributes.
 */
export async function setSessionCookie(session: IssuedSession): Promise<void> {
  const jar = await cookies();
  jar.set(SESSION_COOKIE, session.token, {
    ...attributes,
    ...(isRemembered(session.kind) ? { expires: session.absoluteExpiresAt } : {}),
  });
}

/** Takes the session from the browser. */
export async function clearSessionCookie(): Promise<void> {
  const jar = await cookies();
  jar.set(SESSION_COOKIE, "", { ...attributes, maxAge: 0 });
}

/** The value of one cookie in a `Cookie` header, or null (RFC 6265 §4.2.1). */
export function readCookie(header: string | null, name: string): string | null {
  if (!header) return null;
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
