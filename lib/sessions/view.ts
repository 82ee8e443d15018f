import { acrOf } from "@/lib/access/acr";
import type { Session } from "@/lib/generated/prisma/client";
import type { SessionView } from "@/lib/sessions/sessions.schema";
import { describeUserAgent } from "@/lib/user-agent";

/** A session as its owner and administrators see it. Where an administrator sits who acts as somebody is not told. */
export function viewOfSession(row: Omit<Session, "sessionToken">): Omit<SessionView, "current"> {
  const isImpersonated = row.impersonatedBy !== null;
  const userAgent = isImpersonated ? null : row.userAgent;
  return {
    id: row.id,
    impersonated: isImpersonated,
    ip: isImpersonated ? null : row.ip,
    user_agent: userAgent,
    device: isImpersonated ? "An administrator" : describeUserAgent(userAgent),
    remember_me: row.rememberMe,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    expires_at: row.expires.toISOString(),
    absolute_expires_at: row.absoluteExpiresAt.toISOString(),
    auth_time: row.authTime.toISOString(),
    amr: row.amr,
    acr: acrOf(row.amr),
  };
}
