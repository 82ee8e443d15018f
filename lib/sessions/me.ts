import type { z } from "zod";
import { acrOf } from "@/lib/access/acr";
import type { Actor } from "@/lib/access/actor";
import { proofEnd } from "@/lib/access/fresh-proof";
import { askedMethodsOf } from "@/lib/access/policy";
import { readMemberships } from "@/lib/access/read-access";
import { standingOf } from "@/lib/access/standing";
import { unauthenticated } from "@/lib/errors";
import type { meContract } from "@/lib/sessions/me.schema";
import { viewOfPerson } from "@/lib/sessions/person";
import type { LiveSession } from "@/lib/sessions/store";

/**
 * Who the caller is, from what the session check has already read, and what they may do in their organizations at
 * this moment: one query for those who belong to any.
 * @throws AppError UNAUTHENTICATED.
 */
export async function describeCaller(actor: Actor, session: LiveSession | null): Promise<z.input<typeof meContract.output>> {
  if (actor.kind !== "session" || !session) throw unauthenticated();
  const { user } = session;
  const organizations = user.hasMemberships ? (await readMemberships(session.userId, askedMethodsOf(session))).map(standingOf) : [];
  return {
    user: viewOfPerson({ id: session.userId, ...user }),
    organizations,
    active_organization: organizations.find(({ id }) => id === session.organizationId) ?? null,
    impersonator: session.impersonator && {
      id: session.impersonator.userId,
      name: session.impersonator.name ?? session.impersonator.email,
    },
    amr: session.amr,
    acr: acrOf(session.amr),
    auth_time: session.authTime.toISOString(),
    session: {
      id: session.id,
      remember_me: session.rememberMe,
      created_at: session.createdAt.toISOString(),
      expires_at: session.expires.toISOString(),
      absolute_expires_at: session.absoluteExpiresAt.toISOString(),
      proof_expires_at: proofEnd(session).toISOString(),
    },
  };
}
