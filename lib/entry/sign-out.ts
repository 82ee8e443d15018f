import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { findOwnSession, identifyCaller } from "@/lib/entry/actor";
import { clearOwnSessionCookie, clearSessionCookie } from "@/lib/entry/cookies";
import { failure } from "@/lib/entry/envelope";
import { toPublicError } from "@/lib/entry/public-error";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { env } from "@/lib/env";
import { forbidden } from "@/lib/errors";
import { signOut } from "@/lib/sessions/manage";
import type { signOutContract } from "@/lib/sessions/sessions.schema";

/** Ends every session that this browser holds: the asking one, and an administrator's own that waits beside it. */
export async function signOutBrowser(headers: Headers, actor: Actor): Promise<z.input<typeof signOutContract.output>> {
  const result = await signOut(actor);
  await endOwnSession(headers);
  await clearSessionCookie();
  return result;
}

/** Ends an administrator's own session that waits in this browser, for whoever signs in over it. */
export async function endOwnSession(headers: Headers): Promise<void> {
  const own = await findOwnSession(headers);
  if (own) await signOut(own.actor);
  await clearOwnSessionCookie();
}

/**
 * Signs out by a plain form of ours and leads to the sign-in page, and from there to `callbackUrl` where the form's address
 * names a path of ours. A form and a whole new document, not an
 * action: it works before any script has loaded, and leaves no page of the person in the browser's memory.
 */
export async function signOutByForm(request: Request): Promise<Response> {
  try {
    if (request.headers.get("origin") !== env.APP_URL) throw forbidden("This request came from another site.");
    const { actor } = await identifyCaller(request.headers);
    await signOutBrowser(request.headers, actor);
    const target = safeRedirect(new URL(request.url).searchParams.get("callbackUrl"), "");
    const onward = target ? `&callbackUrl=${encodeURIComponent(target)}` : "";
    return new Response(null, {
      status: 303,
      headers: { location: `/login?notice=signed-out${onward}`, "cache-control": "no-store", "clear-site-data": '"cache"' },
    });
  } catch (error) {
    return failure(toPublicError(error, request.headers.get("x-request-id") ?? ""), request.headers.get("x-request-id") ?? "");
  }
}
