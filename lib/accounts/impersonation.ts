import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, requireInPerson } from "@/lib/access/authorize";
import type { startImpersonationContract } from "@/lib/accounts/impersonation.schema";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { conflict, forbidden, notFound } from "@/lib/errors";
import { type IssuedImpersonation, openImpersonation } from "@/lib/sessions/impersonation";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

type Input = z.output<typeof startImpersonationContract.input>;
type Output = z.input<typeof startImpersonationContract.output>;

/**
 * Lets an administrator act as somebody for an hour at most, for a reason that stands in the audit trail, and tells the person by
 * mail. Only from a browser: the answer is a cookie, and what it may not do is shown there (docs/decisions/impersonation.md).
 * @throws AppError UNAUTHENTICATED; FORBIDDEN for all but administrators, for tokens, while acting as somebody, and for
 * oneself and other administrators; NOT_FOUND; CONFLICT for an account that is deactivated or waits to be erased;
 * STEP_UP_REQUIRED without a fresh proof, which is one of the second factor where the administrator has one; VALIDATION_ERROR for a
 * wrong password; RATE_LIMITED.
 */
export async function startImpersonation(actor: Actor, input: Input): Promise<{ session: IssuedImpersonation; answer: Output }> {
  const administrator = requireInPerson(actor, "impersonation.start");
  authorize(actor, "platform.users.impersonate");
  if (administrator.proof.by !== "cookie") throw forbidden("Only a browser can act as somebody else.");
  if (administrator.userId === input.id) throw forbidden("You are this person.");
  await findActable(db, input.id);
  await proveOwner(administrator, input.current_password);
  const started = await db.$transaction(async (tx) => {
    // Held, so that whoever deactivates or deletes the account meanwhile finds this session and ends it.
    await tx.$executeRaw`SELECT FROM users WHERE id = ${input.id}::uuid FOR SHARE`;
    const user = await findActable(tx, input.id);
    const session = await openImpersonation(tx, administrator, { userId: user.id, reason: input.reason });
    await audit(tx, actor, {
      action: "impersonation.started",
      target: { type: "user", id: user.id },
      details: { reason: input.reason, session_id: session.id, ends_at: session.expires.toISOString() },
    });
    // Where the administrator sits is theirs.
    const unlocated = { ...administrator, context: { ...actor.context, ip: null, userAgent: null } };
    await tellOwner(tx, unlocated, "impersonation_started", { userId: user.id, to: user.email });
    return { session, user };
  });
  // One that was replaced may still be remembered.
  forgetCachedSessions(administrator.userId);
  const { session, user } = started;
  return {
    session,
    answer: { user: { id: user.id, email: user.email, full_name: user.name }, expires_at: session.expires.toISOString() },
  };
}

/** Somebody as whom an administrator may act. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT. */
async function findActable(tx: Tx, id: string): Promise<{ id: string; email: string; name: string | null }> {
  const user = await tx.user.findUnique({
    where: { id },
    select: { id: true, email: true, name: true, role: true, isActive: true, eraseAfter: true },
  });
  if (!user) throw notFound("There is no such account.");
  if (user.role === "admin") throw forbidden("Nobody acts as another administrator.");
  if (!user.isActive) throw conflict("This account is deactivated.");
  if (user.eraseAfter) throw conflict("This account waits to be erased.");
  return user;
}
