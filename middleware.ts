import { type NextRequest, NextResponse } from "next/server";
import { SESSION_COOKIE } from "@/lib/entry/cookie-names";
import { newNonce, pagePolicy } from "@/lib/entry/http/page-csp";
import { env } from "@/lib/env";
import { findSession } from "@/lib/sessions/store";

const PRIVATE = /^\/(?:account|admin|orgs)(?:\/|$)/;
const ADMIN = /^\/admin(?:\/|$)/;

/**
 * The outer fence around pages: a policy with a fresh nonce, the signed-out sent to sign in, and /admin
 * hidden from all but administrators. Pages and actions check again: nothing relies on this alone.
 */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const token = request.cookies.get(SESSION_COOKIE)?.value;
  if (PRIVATE.test(pathname) && !token) {
    const signIn = new URL("/login", request.nextUrl);
    signIn.searchParams.set("callbackUrl", pathname + search);
    return NextResponse.redirect(signIn, 307);
  }

  const nonce = newNonce();
  const policy = pagePolicy({ nonce, path: pathname, mode: env.NODE_ENV === "development" ? "development" : "production" });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // For layouts, which are not told the address: where to come back to after signing in.
  headers.set("x-portico-path", pathname + search);
  // The framework puts the nonce it finds here on its own scripts.
  headers.set("content-security-policy", policy);
  const answer =
    ADMIN.test(pathname) && !(await isAdministrator(token))
      ? NextResponse.rewrite(new URL("/_absent", request.nextUrl), { request: { headers }, status: 404 })
      : NextResponse.next({ request: { headers } });
  answer.headers.set("content-security-policy", policy);
  return answer;
}

async function isAdministrator(token: string | undefined): Promise<boolean> {
  const session = token ? await findSession(token) : null;
  return session?.user.role === "admin";
}

export const config = {
  runtime: "nodejs",
  // Pages only: no handlers, no framework files, nothing with an extension.
  matcher: ["/((?!api/|_next/|scim/|saml/|oauth/(?!consent)|\\.well-known/|.*\\.[a-z0-9]{2,11}$).*)"],
};
