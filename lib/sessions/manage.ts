import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson, requireUser } from "@/lib/access/authorize";
import { requireFreshProof } from "@/lib/access/fresh-proof";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { notFound, unauthenticated } from "@/lib/errors";
import type { SessionWhereInput } from "@/lib/generated/prisma/models";
import { endImpersonationOf } from "@/lib/sessions/impersonation";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import type {
  extendSessionContract,
  listSessionsContract,
  revokeOtherSessionsContract,
  revokeSessionContract,
  signOutContract,
} from "@/lib/sessions/sessions.schema";
import { touchSession } from "@/lib/sessions/store";
import { viewOfSession } from "@/lib/sessions/view";

/**
 * The actor's living sessions, the latest used first, the asking one always on the first page's top. A cursor that is no session
 * of theirs leads nowhere, whether it is somebody else's or nobody's.
 */
export async function listSessions(
  actor: Actor,
  input: z.output<typeof listSessionsContract.input>,
): Promise<z.input<typeof listSessionsContract.output>> {
  const user = requireUser(actor);
  const after = input.cursor ? await behind(user.userId, input.cursor) : {};
  if (!after) return { items: [], next_cursor: null };
  const rows = await db.session.findMany({
    where: { userId: user.userId, expires: { gt: new Date() }, ...after },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: input.limit + 1,
    skip: input.skip ?? 0,
  });
  const page = rows.slice(0, input.limit);
  const items = page.map((row) => ({ ...viewOfSession(row), current: row.id === user.sessionId }));
  items.sort((a, b) => Number(b.current) - Number(a.current));
  return { items, next_cursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
}

/** What stands behind one of somebody's sessions in the list; null for what is none of theirs. */
async function behind(userId: string, cursor: string): Promise<SessionWhereInput | null> {
  const at = await db.session.findFirst({ where: { id: cursor, userId }, select: { id: true, lastSeenAt: true } });
  return at && { OR: [{ lastSeenAt: { lt: at.lastSeenAt } }, { lastSeenAt: at.lastSeenAt, id: { lt: at.id } }] };
}

/** Slides the idle window of the asking session now. @throws AppError UNAUTHENTICATED when it has just ended. */
export async function extendSession(actor: Actor): Promise<z.input<typeof extendSessionContract.output>> {
  const user = requireUser(actor);
  if (!(await touchSession(user.sessionId))) throw unauthenticated();
  const row = await db.session.findUnique({ where: { id: user.sessionId }, select: { expires: true, absoluteExpiresAt: true } });
  if (!row) throw unauthenticated();
  forgetCachedSessions(user.userId);
  return { expires_at: row.expires.toISOString(), absolute_expires_at: row.absoluteExpiresAt.toISOString() };
}

/** Ends one of the actor's sessions. @throws AppError STEP_UP_REQUIRED (OWASP ASVS 5.0 §7.5.2); NOT_FOUND for an unknown id and for somebody else's alike; FORBIDDEN for whoever acts as them. */
export async function revokeSession(
  actor: Actor,
  input: z.output<typeof revokeSessionContract.input>,
): Promise<z.input<typeof revokeSessionContract.output>> {
  const user = requireInPerson(actor, "sessions.end");
  await requireFreshProof(actor);
  const revoked = await db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id: input.id, userId: user.userId } });
    if (count > 0) await audit(tx, actor, { action: "session.revoked", target: { type: "session", id: input.id } });
    return count;
  });
  forgetCachedSessions(user.userId);
  if (revoked === 0) throw notFound("There is no such session.");
  return { revoked };
}

/** Ends all of the actor's sessions but the asking one. @throws AppError STEP_UP_REQUIRED; FORBIDDEN for whoever acts as them. */
export async function revokeOtherSessions(actor: Actor): Promise<z.input<typeof revokeOtherSessionsContract.output>> {
  const user = requireInPerson(actor, "sessions.end");
  await requireFreshProof(actor);
  const revoked = await db.$transaction(async (tx) => {
    const count = await endSessions(tx, user.userId, user.sessionId);
    await audit(tx, actor, { action: "sessions.revoked_others", target: { type: "user", id: user.userId }, details: { count } });
    return count;
  });
  forgetCachedSessions(user.userId);
  return { revoked };
}

/**
 * Ends the asking session, and with it the refresh tokens and access tokens that stand for it. Signing out twice
 * is no error. Whoever acts as somebody stops doing so; their own session is theirs to end.
 */
export async function signOut(actor: Actor): Promise<z.input<typeof signOutContract.output>> {
  if (actor.kind !== "session") return { signed_out: true };
  await db.$transaction(async (tx) => {
    if (actor.impersonator) return endImpersonationOf(tx, actor, actor.sessionId, "signed_out");
    const { count } = await tx.session.deleteMany({ where: { id: actor.sessionId } });
    if (count > 0) await audit(tx, actor, { action: "session.ended", target: { type: "session", id: actor.sessionId } });
  });
  forgetCachedSessions(actor.userId);
  return { signed_out: true };
}

/**
 * Deletes a person's sessions in the caller's transaction, all but `exceptSessionId` when given, and
 * returns how many; and every sign-in of theirs that waits for its last step, which would become a session afterwards. The caller calls `forgetCachedSessions(userId)` after its commit.
 */
export async function endSessions(tx: Tx, userId: string, exceptSessionId?: string): Promise<number> {
  // The account first, as whoever opens sessions does: none slips between, and neither waits for the other.
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
  await tx.preAuthToken.deleteMany({ where: { userId } });
  const { count } = await tx.session.deleteMany({ where: { userId, ...(exceptSessionId ? { id: { not: exceptSessionId } } : {}) } });
  return count;
}
