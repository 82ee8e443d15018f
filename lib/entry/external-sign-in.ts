import { failure } from "@/lib/entry/envelope";
import { toPublicError } from "@/lib/entry/public-error";
import type { RouteHandler } from "@/lib/entry/route";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { notFound } from "@/lib/errors";

/**
 * Sends a browser to the sign-in of a provider that is set up, from which it comes back to `next`, a path of ours.
 * What ties the way there to the way back (state, PKCE, nonce) are NextAuth's cookies.
 */
export const startExternalSignIn: RouteHandler = async (request, { params }) => {
  const requestId = request.headers.get("x-request-id") ?? "";
  try {
    const { provider } = await params;
    // NextAuth is only there inside the framework; what reads this handler's contract elsewhere does without.
    const { configuredProviders, providerSignInAddress } = await import("@/lib/entry/auth");
    const known = configuredProviders.find((name) => name === provider);
    if (!known) throw notFound("This way to sign in is not set up.");
    const next = safeRedirect(new URL(request.url).searchParams.get("next"));
    const location = await providerSignInAddress(known, next);
    return new Response(null, { status: 302, headers: { location, "cache-control": "no-store", "x-request-id": requestId } });
  } catch (error) {
    return failure(toPublicError(error, requestId), requestId);
  }
};
