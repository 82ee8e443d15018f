import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { startImpersonation } from "@/lib/accounts/impersonation";
import type { startImpersonationContract } from "@/lib/accounts/impersonation.schema";
import { findOwnSession, identifyCaller } from "@/lib/entry/actor";
import { clearSessionCookie, restoreOwnSessionCookie, setImpersonationCookie } from "@/lib/entry/cookies";
import { failure } from "@/lib/entry/envelope";
import { toPublicError } from "@/lib/entry/public-error";
import { env } from "@/lib/env";
import { forbidden } from "@/lib/errors";
import { stopImpersonation } from "@/lib/sessions/impersonation";
import type { stopImpersonationContract } from "@/lib/sessions/impersonation.schema";

/** Starts to act as somebody, for an action and a route handler: the browser gets that session, its own is put aside. */
export async function actAs(
  actor: Actor,
  input: z.output<typeof startImpersonationContract.input>,
): Promise<z.input<typeof startImpersonationContract.output>> {
  const { session, answer } = await startImpersonation(actor, input);
  await setImpersonationCookie(session.token);
  return answer;
}

/**
 * Stops acting as somebody and gives the administrator's own session back to the browser; also where the acting has ended by
 * itself. Where the own session has ended too, the browser is signed out.
 * @throws AppError UNAUTHENTICATED, and CONFLICT for whoever acts as nobody.
 */
export async function returnToOwnSession(headers: Headers, actor: Actor): Promise<z.input<typeof stopImpersonationContract.output>> {
  const own = await findOwnSession(headers);
  const isActing = actor.kind === "session" && actor.impersonator !== undefined;
  const stopped = own && !isActing ? { status: "stopped" as const, user_id: null } : await stopImpersonation(actor);
  await (own ? restoreOwnSessionCookie(own.session) : clearSessionCookie());
  return stopped;
}

/** The same by a plain form of ours, which works before any script has loaded and leaves no page of the person in the browser's memory. */
export async function stopActingByForm(request: Request): Promise<Response> {
  try {
    if (request.headers.get("origin") !== env.APP_URL) throw forbidden("This request came from another site.");
    const { actor } = await identifyCaller(request.headers);
    const location = await leaveFor(request.headers, actor);
    return new Response(null, { status: 303, headers: { location, "cache-control": "no-store", "clear-site-data": '"cache"' } });
  } catch (error) {
    return failure(toPublicError(error, request.headers.get("x-request-id") ?? ""), request.headers.get("x-request-id") ?? "");
  }
}

/** Where the browser goes on: to the person's page, or wherever it stands without an own session to return to. */
async function leaveFor(headers: Headers, actor: Actor): Promise<string> {
  if (await findOwnSession(headers)) {
    const { user_id } = await returnToOwnSession(headers, actor);
    return user_id ? `/admin/users/${user_id}` : "/admin";
  }
  if (actor.kind === "session") return "/account";
  await clearSessionCookie();
  return "/login?notice=session-ended";
}
