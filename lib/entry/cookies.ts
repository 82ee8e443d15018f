import { cookies } from "next/headers";
import { randomToken } from "@/lib/crypto";
import {
  DEVICE_COOKIE,
  LAST_WAY_COOKIE,
  OWN_SESSION_COOKIE,
  PASSKEY_COOKIE,
  SESSION_COOKIE,
  SIGN_IN_COOKIE,
} from "@/lib/entry/cookie-names";
import { env } from "@/lib/env";
import { isRemembered } from "@/lib/sessions/lifetimes";
import type { IssuedSession, LiveSession } from "@/lib/sessions/store";
import { PRE_AUTH_SECONDS } from "@/lib/tokens/pre-auth-token";

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

/** Takes the session from the browser, and an administrator's own that waits beside it. */
export async function clearSessionCookie(): Promise<void> {
  const jar = await cookies();
  jar.set(SESSION_COOKIE, "", { ...attributes, maxAge: 0 });
  await clearOwnSessionCookie();
}

/** Takes away the administrator's own session that waits beside another. */
export async function clearOwnSessionCookie(): Promise<void> {
  const jar = await cookies();
  if (jar.has(OWN_SESSION_COOKIE)) jar.set(OWN_SESSION_COOKIE, "", { ...attributes, maxAge: 0 });
}

/** Hands the browser a session that acts as somebody, and puts the administrator's own aside. Both end with the browser. */
export async function setImpersonationCookie(token: string): Promise<void> {
  const jar = await cookies();
  const own = jar.get(SESSION_COOKIE)?.value;
  if (own) jar.set(OWN_SESSION_COOKIE, own, attributes);
  jar.set(SESSION_COOKIE, token, attributes);
}

/** Gives the administrator's own session back to the browser, as it was. */
export async function restoreOwnSessionCookie(session: LiveSession): Promise<void> {
  const jar = await cookies();
  const own = jar.get(OWN_SESSION_COOKIE)?.value;
  if (own) jar.set(SESSION_COOKIE, own, { ...attributes, ...(session.rememberMe ? { expires: session.absoluteExpiresAt } : {}) });
  await clearOwnSessionCookie();
}

/** A year, in seconds; each sign-in begins it anew. */
const DEVICE_SECONDS = 365 * 24 * 60 * 60;

/** What this browser kept of an earlier sign-in, or null. */
export async function readDevice(): Promise<string | null> {
  return (await cookies()).get(DEVICE_COOKIE)?.value ?? null;
}

/** Lets the browser be known again by the account that just signed in. It stays when the person signs out. */
export async function setDeviceCookie(device: string): Promise<void> {
  (await cookies()).set(DEVICE_COOKIE, device, { ...attributes, maxAge: DEVICE_SECONDS });
}

/** The token of this browser's unfinished sign-in, or null. */
export async function readSignIn(): Promise<string | null> {
  return (await cookies()).get(SIGN_IN_COOKIE)?.value ?? null;
}

/** Lets this browser, and no other, finish the sign-in. */
export async function setSignInCookie(token: string): Promise<void> {
  (await cookies()).set(SIGN_IN_COOKIE, token, { ...attributes, maxAge: PRE_AUTH_SECONDS });
}

/** Takes the unfinished sign-in from the browser. */
export async function clearSignInCookie(): Promise<void> {
  (await cookies()).set(SIGN_IN_COOKIE, "", { ...attributes, maxAge: 0 });
}

/** An hour, in seconds: long enough to read a mail and come back; each use begins it anew. */
const PASSKEY_SECONDS = 60 * 60;

/** What this browser's passkey ceremonies are bound to, or null. */
export async function readPasskeyHolder(): Promise<string | null> {
  return (await cookies()).get(PASSKEY_COOKIE)?.value || null;
}

/** The same, made where there is none: several pages of one browser share it. */
export async function keepPasskeyHolder(): Promise<string> {
  const holder = (await readPasskeyHolder()) ?? randomToken();
  (await cookies()).set(PASSKEY_COOKIE, holder, { ...attributes, sameSite: "strict", maxAge: PASSKEY_SECONDS });
  return holder;
}

/** The ways to sign in that a browser remembers. */
export type SignInWay = "password" | "passkey";

/** How this browser last signed in, or null. */
export async function readLastWay(): Promise<SignInWay | null> {
  const way = (await cookies()).get(LAST_WAY_COOKIE)?.value;
  return way === "password" || way === "passkey" ? way : null;
}

/** Remembers how this browser signed in. */
export async function setLastWay(way: SignInWay): Promise<void> {
  (await cookies()).set(LAST_WAY_COOKIE, way, { ...attributes, maxAge: DEVICE_SECONDS });
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
