import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { unauthenticated } from "@/lib/errors";
import type { meContract } from "@/lib/sessions/me.schema";
import type { LiveSession } from "@/lib/sessions/store";

/** Who the caller is, from what the session check has already read: no further query. @throws AppError UNAUTHENTICATED. */
export function describeCaller(actor: Actor, session: LiveSession | null): z.input<typeof meContract.output> {
  if (actor.kind !== "session" || !session) throw unauthenticated();
  const { user } = session;
  return {
    user: {
      id: session.userId,
      email: user.email,
      email_verified: user.emailVerified !== null,
      username: user.username,
      full_name: user.name,
      picture: user.image,
      role: user.role,
      locale: user.locale,
      time_zone: user.timeZone,
    },
    organizations: [],
    active_organization: null,
    amr: session.amr,
    auth_time: session.authTime.toISOString(),
    session: {
      id: session.id,
      remember_me: session.rememberMe,
      created_at: session.createdAt.toISOString(),
      expires_at: session.expires.toISOString(),
      absolute_expires_at: session.absoluteExpiresAt.toISOString(),
    },
  };
}
