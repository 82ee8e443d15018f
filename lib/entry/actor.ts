import { randomUUID } from "node:crypto";
import type { Actor, CallContext, SessionActor } from "@/lib/access/actor";
import { OWN_SESSION_COOKIE, SESSION_COOKIE } from "@/lib/entry/cookie-names";
import { readCookie } from "@/lib/entry/cookies";
import { AppError } from "@/lib/errors";
import { findSession, findSessionOfToken, type LiveSession } from "@/lib/sessions/store";
import { verifyAccessToken } from "@/lib/tokens/access-token";

/** Who is calling and, for a session, all that was read about it. */
export interface Caller {
  actor: Actor;
  session: LiveSession | null;
}

/**
 * Where a call came from. The server in front (lib/entry/server.ts) has set these two headers itself and
 * thrown away whatever the client sent under their names.
 */
export function callContext(headers: Headers): CallContext {
  return {
    requestId: headers.get("x-request-id") ?? randomUUID(),
    ip: headers.get("x-portico-ip"),
    userAgent: headers.get("user-agent"),
  };
}

/**
 * Finds out who is calling from the request's headers. A cookie that is wrong or old is nobody; a bearer token
 * that is wrong is refused, so that a program learns it (RFC 6750 §3.1).
 * @throws AppError TOKEN_EXPIRED, TOKEN_REVOKED or UNAUTHENTICATED for a bearer token.
 */
export async function identifyCaller(headers: Headers): Promise<Caller> {
  const context = callContext(headers);
  const bearer = /^Bearer +([\w.~+/-]+=*)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer) return identifyBearer(bearer, context);
  const token = readCookie(headers.get("cookie"), SESSION_COOKIE);
  const session = token ? await findSession(token) : null;
  if (!session || !(await isAccompanied(session, headers))) return { actor: { kind: "anonymous", context }, session: null };
  return { session, actor: actorOf(session, { by: "cookie" }, context) };
}

/**
 * The administrator's own session that waits in the browser while they act as somebody, or is left when that has ended by itself;
 * null where there is none that lives.
 */
export async function findOwnSession(headers: Headers): Promise<{ actor: SessionActor; session: LiveSession } | null> {
  const token = readCookie(headers.get("cookie"), OWN_SESSION_COOKIE);
  const session = token ? await findSession(token) : null;
  if (!session || session.impersonator) return null;
  return { session, actor: actorOf(session, { by: "cookie" }, callContext(headers)) };
}

/** Nobody acts as somebody but beside their own session. Looking for that one is a use of it, so it does not idle out meanwhile. */
async function isAccompanied(session: LiveSession, headers: Headers): Promise<boolean> {
  if (!session.impersonator) return true;
  return (await findOwnSession(headers))?.session.id === session.impersonator.sessionId;
}

async function identifyBearer(token: string, context: CallContext): Promise<Caller> {
  const claims = await verifyAccessToken(token);
  const session = await findSessionOfToken(claims);
  // No token is made for a session that acts as somebody; should one name it all the same, it is worth nothing.
  if (!session || session.impersonator) throw new AppError("TOKEN_REVOKED", "This access token has ended with its session.");
  return { session, actor: actorOf(session, { by: "access_token", jti: claims.jti, expiresAt: claims.expiresAt }, context) };
}

function actorOf(session: LiveSession, proof: SessionActor["proof"], context: CallContext): SessionActor {
  return {
    kind: "session",
    proof,
    userId: session.userId,
    sessionId: session.id,
    role: session.user.role,
    email: session.user.email,
    authTime: session.authTime,
    freshness: session.freshness,
    amr: session.amr,
    provider: session.provider,
    ...(session.impersonator ? { impersonator: session.impersonator } : {}),
    context,
  };
}
