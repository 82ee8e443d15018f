import { cookies, headers } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import MicrosoftEntraID from "next-auth/providers/microsoft-entra-id";
import { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { isFreshlyProven } from "@/lib/access/fresh-proof";
import { cancelDeletionAfterSignIn } from "@/lib/accounts/deletion";
import { requestVerification } from "@/lib/accounts/email-verification";
import { linkProvider } from "@/lib/accounts/provider-link";
import { callContext, identifyCaller } from "@/lib/entry/actor";
import { DEVICE_COOKIE, SESSION_COOKIE } from "@/lib/entry/cookie-names";
import { readCookie, readDevice, setDeviceCookie, setSignInCookie } from "@/lib/entry/cookies";
import { failure } from "@/lib/entry/envelope";
import { toPublicError } from "@/lib/entry/public-error";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import {
  type Arrival,
  addProviderProof,
  arrivingThrough,
  keptAfterArrival,
  noteProvenAddress,
  portalAdapter,
} from "@/lib/sessions/nextauth-adapter";
import { type DeviceAtHand, deviceAtHand } from "@/lib/signin/device-at-hand";
import { awaitOwedSteps } from "@/lib/signin/second-factor";

/** The social providers whose variables are set; setting them is all it takes (docs/configuration.md). */
const providers = [
  ...(env.AUTH_GOOGLE_ID && env.AUTH_GOOGLE_SECRET ? [Google({ clientId: env.AUTH_GOOGLE_ID, clientSecret: env.AUTH_GOOGLE_SECRET })] : []),
  ...(env.AUTH_GITHUB_ID && env.AUTH_GITHUB_SECRET ? [GitHub({ clientId: env.AUTH_GITHUB_ID, clientSecret: env.AUTH_GITHUB_SECRET })] : []),
  ...(env.AUTH_MICROSOFT_ID && env.AUTH_MICROSOFT_SECRET
    ? [MicrosoftEntraID({ clientId: env.AUTH_MICROSOFT_ID, clientSecret: env.AUTH_MICROSOFT_SECRET })]
    : []),
];

/** What the sign-in page shows a button for. */
export const configuredProviders: ReadonlyArray<"google" | "github" | "microsoft"> = [
  ...(env.AUTH_GOOGLE_ID && env.AUTH_GOOGLE_SECRET ? (["google"] as const) : []),
  ...(env.AUTH_GITHUB_ID && env.AUTH_GITHUB_SECRET ? (["github"] as const) : []),
  ...(env.AUTH_MICROSOFT_ID && env.AUTH_MICROSOFT_SECRET ? (["microsoft"] as const) : []),
];

/**
 * NextAuth over our own session table: the cookie that a password sign-in sets is NextAuth's cookie, and
 * `auth()` and `/api/auth/session` answer for it. Accounts are never linked by address alone.
 */
const portal = NextAuth({
  adapter: portalAdapter(),
  secret: env.AUTH_SECRET,
  session: { strategy: "database", maxAge: env.SESSION_ABSOLUTE_TIMEOUT, updateAge: env.SESSION_ABSOLUTE_TIMEOUT },
  trustHost: true,
  basePath: "/api/auth",
  useSecureCookies: env.isHttps,
  cookies: {
    sessionToken: { name: SESSION_COOKIE, options: { httpOnly: true, sameSite: "lax", path: "/", secure: env.isHttps } },
  },
  pages: { signIn: "/login", error: "/login", verifyRequest: "/verify-email", newUser: "/account" },
  providers,
  events: {
    signIn: async ({ user, account }) => {
      if (!user.id) return;
      const requestHeaders = await headers();
      await cancelDeletionAfterSignIn(callContext(requestHeaders), user.id);
      const { actor } = await identifyCaller(requestHeaders);
      const kept = await keptAfterArrival(user.id);
      if (kept && actor.kind !== "session") await setDeviceCookie(kept);
      if (account && actor.kind === "session" && !actor.impersonator && actor.userId === user.id) {
        await addProviderProof({ id: actor.sessionId, userId: user.id }, account.provider);
      }
    },
  },
  callbacks: {
    // An account that owes a step gets no session yet: the browser is sent to it.
    signIn: async ({ user, account, profile }) => {
      // The others name addresses that nobody has proven to them.
      if (account?.provider === PROVIDER_IDS.google && profile?.email_verified === true) noteProvenAddress();
      const { actor } = await identifyCaller(await headers());
      // What is about to be linked would be one more way in (OWASP ASVS 5.0 §7.5.1).
      if (actor.kind === "session" && !actor.impersonator && actor.userId !== user.id && !isFreshlyProven(actor)) {
        const provider = configuredProviders.find((name) => PROVIDER_IDS[name] === account?.provider) ?? "";
        return `/account/confirm?provider=${provider}&next=${encodeURIComponent(await askedTarget())}`;
      }
      // Whoever is signed in keeps the session that they have, which was opened with all that is owed.
      if (!user.id || (actor.kind === "session" && actor.userId === user.id)) return true;
      // No session is opened to it, and no step taken (`createSession`).
      if (env.REQUIRE_VERIFIED_EMAIL && "emailVerified" in user && !user.emailVerified) return true;
      const token = await awaitOwedSteps(actor, user.id, account?.provider ?? null, await readDevice());
      if (token === null) return true;
      await setSignInCookie(token);
      return `/login/verify?callbackUrl=${encodeURIComponent(await askedTarget())}`;
    },
    redirect: ({ url }) => env.APP_URL + safeRedirect(url),
    session: ({ session, user }) => ({
      expires: session.expires,
      user: { id: user.id, name: user.name ?? null, email: user.email, image: user.image ?? null },
    }),
  },
});

export const { auth } = portal;

/** Where the browser was to come back to, which NextAuth keeps in a cookie meanwhile. */
async function askedTarget(): Promise<string> {
  const jar = await cookies();
  const kept = jar.get("authjs.callback-url") ?? jar.get("__Secure-authjs.callback-url");
  return safeRedirect(kept?.value.replace(env.APP_URL, ""));
}

/**
 * NextAuth takes a session that could not be looked up for nobody's, and so tells its client that a person is
 * signed out who is not. The lookup is made here first: while the database is away the answer is 503, and
 * otherwise it is remembered for the moment that NextAuth needs to ask the same.
 */
function answerWhenReachable(handler: (request: NextRequest) => Promise<Response>) {
  return async (request: NextRequest): Promise<Response> => {
    const requestId = request.headers.get("x-request-id") ?? "";
    let actor: Actor;
    try {
      ({ actor } = await identifyCaller(request.headers));
    } catch (error) {
      return failure(toPublicError(error, requestId), requestId);
    }
    const kept = readCookie(request.headers.get("cookie"), DEVICE_COOKIE);
    const provider = /\/callback\/([\w-]+)$/.exec(new URL(request.url).pathname)?.[1] ?? null;
    const arrival: Arrival = {
      provider,
      context: callContext(request.headers),
      device: rememberingOf(kept),
      link: (account) => linkProvider(actor, account),
    };
    const answer = await arrivingThrough(arrival, () => handler(withSafeCallback(request)));
    return arrival.unproven === undefined ? answer : leadToProof(request, arrival.unproven);
  };
}

/** Who comes with an address that nobody has proven is mailed what proves it, and led to where it is typed. */
async function leadToProof(request: NextRequest, email: string): Promise<Response> {
  const location = `${env.APP_URL}/verify-email?email=${encodeURIComponent(email)}`;
  try {
    await requestVerification({ kind: "anonymous", context: callContext(request.headers) }, { email });
  } catch (error) {
    // The mails that were sent before are good.
    if (!(error instanceof AppError)) throw error;
  }
  return new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
}

/** One device for the whole of a request, so that what is written and what the browser is given are the same. */
function rememberingOf(kept: string | null): (userId: string) => Promise<DeviceAtHand> {
  const made = new Map<string, Promise<DeviceAtHand>>();
  return (userId) => {
    const device = made.get(userId) ?? deviceAtHand(kept, userId);
    made.set(userId, device);
    return device;
  };
}

/** NextAuth answers a `callbackUrl` that is no address with 500. */
function withSafeCallback(request: NextRequest): NextRequest {
  const url = new URL(request.url);
  const target = url.searchParams.get("callbackUrl");
  if (target === null) return request;
  url.searchParams.set("callbackUrl", safeRedirect(target));
  return new NextRequest(url, request);
}

/** NextAuth's own addresses under /api/auth. */
export const handlers = { GET: answerWhenReachable(portal.handlers.GET), POST: answerWhenReachable(portal.handlers.POST) };

const PROVIDER_IDS = { google: "google", github: "github", microsoft: "microsoft-entra-id" } as const;

/** Redirects the browser to a provider's sign-in, from which it comes back to `redirectTo`, a path of ours. Never returns. */
export async function startProviderSignIn(provider: keyof typeof PROVIDER_IDS, redirectTo: string): Promise<void> {
  await portal.signIn(PROVIDER_IDS[provider], { redirectTo }, await askedAnew(provider));
}

/**
 * The address at a provider where its sign-in begins; the cookies that tie it to this browser are set with it.
 * @throws Error when a provider whose addresses have to be looked up cannot be reached.
 */
export async function providerSignInAddress(provider: keyof typeof PROVIDER_IDS, redirectTo: string): Promise<string> {
  return z.url().parse(await portal.signIn(PROVIDER_IDS[provider], { redirectTo, redirect: false }, await askedAnew(provider)));
}

/** What a provider takes for asking whoever is there; the others of them refuse a word that is not theirs. */
const PROMPTS = { google: "select_account", github: "select_account", microsoft: "login" } as const;

/** Somebody who is signed in goes to a provider to prove it anew, or to link it: it is not to send them back without asking. */
async function askedAnew(provider: keyof typeof PROVIDER_IDS): Promise<Record<string, string>> {
  const { actor } = await identifyCaller(await headers());
  return actor.kind === "session" ? { prompt: PROMPTS[provider] } : {};
}
