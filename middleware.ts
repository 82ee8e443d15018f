import { type NextRequest, NextResponse } from "next/server";
import { SESSION_COOKIE } from "@/lib/entry/cookie-names";
import { failureBody } from "@/lib/entry/envelope";
import { newNonce, pagePolicy } from "@/lib/entry/http/page-csp";
import { type Fence, fenceOf, REQUIREMENTS_PAGE } from "@/lib/entry/organization-pages";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { findSession } from "@/lib/sessions/store";

const PRIVATE = /^\/(?:account|admin|orgs)(?:\/|$)/;
const ADMIN = /^\/admin(?:\/|$)/;
/** The pages of one organization: its slug, and the section that is asked for. */
const ORGANIZATION = /^\/orgs\/(?!new(?:\/|$))([^/]+)(?:\/([^/]*))?/;

/**
 * The outer fence around pages: a policy with a fresh nonce, the signed-out sent to sign in, /admin
 * hidden from all but administrators, and an organization's pages from whoever may not open them. Pages and actions check again: nothing relies on this alone.
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
  const fence = await fenceOfPage(pathname, token);
  // An action that the policy keeps out is refused by what it calls.
  if (fence === "requirements" && !request.headers.has("next-action")) {
    const [, slug = ""] = ORGANIZATION.exec(pathname) ?? [];
    return NextResponse.redirect(new URL(`/orgs/${slug}/${REQUIREMENTS_PAGE}`, request.nextUrl), 307);
  }
  const hidden = fence === "hidden";
  // Behind another page the framework would look for the action's own page, by a request to this server, and find this one.
  if (hidden && request.headers.has("next-action")) return absent(request);
  const answer = hidden
    ? NextResponse.rewrite(new URL("/_absent", request.nextUrl), { request: { headers }, status: 404 })
    : NextResponse.next({ request: { headers } });
  answer.headers.set("content-security-policy", policy);
  return answer;
}

/** What an action gets that is called at a page that does not exist for whoever calls. */
function absent(request: NextRequest): NextResponse {
  const error = notFound();
  return NextResponse.json(failureBody(error, request.headers.get("x-request-id") ?? ""), { status: error.status });
}

/** Whether the page exists for whoever asks. Elsewhere than there nothing is read from the database. */
async function fenceOfPage(pathname: string, token: string | undefined): Promise<Fence> {
  const isAdmin = ADMIN.test(pathname);
  const [, slug, section = ""] = ORGANIZATION.exec(pathname) ?? [];
  if (!isAdmin && slug === undefined) return "open";
  const session = token ? await findSession(token) : null;
  // A session that has ended: the page leads to the sign-in.
  if (session === null) return "open";
  if (isAdmin || slug === undefined) return session.user.role === "admin" ? "open" : "hidden";
  return fenceOf(session, slug, section);
}

export const config = {
  runtime: "nodejs",
  // Pages only: no handlers, no framework files, nothing with an extension.
  matcher: ["/((?!api/|_next/|scim/|saml/|oauth/(?!consent)|\\.well-known/|.*\\.[a-z0-9]{2,11}$).*)"],
};
