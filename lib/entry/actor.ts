import { randomUUID } from "node:crypto";
import type { Actor, CallContext } from "@/lib/access/actor";
import { SESSION_COOKIE } from "@/lib/entry/cookie-names";
import { readCookie } from "@/lib/entry/cookies";
import { findSession, type LiveSession } from "@/lib/sessions/store";

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

/** Finds out who is calling from the request's headers. Never throws for a wrong or old credential: that is nobody. */
export async function identifyCaller(headers: Headers): Promise<Caller> {
  const context = callContext(headers);
  const token = readCookie(headers.get("cookie"), SESSION_COOKIE);
  const session = token ? await findSession(token) : null;
  if (!session) return { actor: { kind: "anonymous", context }, session: null };
  return {
    session,
    actor: {
      kind: "session",
      userId: session.userId,
      sessionId: session.id,
      role: session.user.role,
      email: session.user.email,
      authTime: session.authTime,
      amr: session.amr,
      context,
    },
  };
}
