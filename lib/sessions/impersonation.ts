import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Actor, SystemActor, UserActor } from "@/lib/access/actor";
import { requireUser } from "@/lib/access/authorize";
import { auditAll } from "@/lib/audit/audit";
import { randomToken, sha256 } from "@/lib/crypto";
import { db, isUniqueViolation, Prisma, type Tx } from "@/lib/db";
import { conflict, unauthenticated } from "@/lib/errors";
import { orderedId } from "@/lib/ordered-id";
import type { stopImpersonationContract } from "@/lib/sessions/impersonation.schema";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/** How long an administrator may act as somebody at most, in milliseconds. Nothing moves it. */
export const IMPERSONATION_MS = 60 * 60 * 1000;

/** A session by which an administrator acts as somebody. */
export interface IssuedImpersonation {
  id: string;
  /** The cookie's value; exists nowhere else. */
  token: string;
  expires: Date;
}

/** How acting as somebody ended; `cut_off` when the person's session or the administrator's went, or either account changed. */
type Ending = "stopped" | "signed_out" | "replaced" | "role_changed" | "expired" | "cut_off";

/**
 * Opens a session of somebody by which the administrator acts as them, in the caller's transaction, which holds the person's row
 * and has decided that they may. It proves nothing of the person (no `amr`), has no refresh tokens, is not a sign-in of theirs, and
 * ends with the administrator's own session. One that this own session still carried is ended.
 * @throws AppError UNAUTHENTICATED when the administrator's session has just ended.
 */
export async function openImpersonation(
  tx: Tx,
  actor: UserActor,
  opened: { userId: string; reason: string },
): Promise<IssuedImpersonation> {
  const own = await tx.session.findUnique({
    where: { id: actor.sessionId },
    select: { authTime: true, provedUntil: true, absoluteExpiresAt: true },
  });
  if (!own) throw unauthenticated();
  await endImpersonations(tx, actor, Prisma.sql`impersonator_session_id = ${actor.sessionId}::uuid`, "replaced");
  const now = new Date();
  const [id, token] = [orderedId(now.getTime()), randomToken()];
  const expires = new Date(Math.min(now.getTime() + IMPERSONATION_MS, own.absoluteExpiresAt.getTime()));
  await tx.session.create({
    data: {
      ...{ id, sessionToken: sha256(token), userId: opened.userId, impersonatedBy: actor.userId },
      // The idle window is as long as the whole, so that use moves nothing; being idle is seen by the administrator's own session.
      ...{ expires, absoluteExpiresAt: expires, idleSeconds: IMPERSONATION_MS / 1000, rememberMe: false },
      // The proof that it was started with, which that start has carried on.
      ...{ authTime: own.authTime, provedUntil: own.provedUntil, amr: [], createdAt: now, lastSeenAt: now },
    },
    select: { id: true },
  });
  await tx.impersonation
    .create({
      data: { id, ...opened, impersonatorId: actor.userId, impersonatorSessionId: actor.sessionId, startedAt: now },
      select: { id: true },
    })
    .catch((error: unknown) => {
      if (isUniqueViolation(error)) throw conflict("You have just begun to act as somebody. Stop that first.");
      throw error;
    });
  return { id, token, expires };
}

/** Stops acting as somebody; the administrator's own session is as it was. @throws AppError UNAUTHENTICATED; CONFLICT for whoever acts as nobody. */
export async function stopImpersonation(actor: Actor): Promise<z.input<typeof stopImpersonationContract.output>> {
  const { impersonator, sessionId, userId } = requireUser(actor);
  if (!impersonator) throw conflict("You act as nobody else.");
  await db.$transaction((tx) => endImpersonations(tx, actor, Prisma.sql`id = ${sessionId}::uuid`, "stopped"));
  forgetCachedSessions(userId);
  return { status: "stopped", user_id: userId };
}

/** Ends, in the caller's transaction, what somebody does as others and what is done as them. The caller forgets the cached sessions. */
export async function endImpersonationsAround(tx: Tx, actor: Actor, userId: string, ending: Ending): Promise<void> {
  await endImpersonations(tx, actor, Prisma.sql`impersonator_id = ${userId}::uuid OR user_id = ${userId}::uuid`, ending);
}

/** Ends the one that this session is, in the caller's transaction; nothing for any other session. */
export async function endImpersonationOf(tx: Tx, actor: Actor, sessionId: string, ending: Ending): Promise<void> {
  await endImpersonations(tx, actor, Prisma.sql`id = ${sessionId}::uuid`, ending);
}

interface Ended {
  id: string;
  user_id: string;
  impersonator_id: string;
  reason: string;
  started_at: Date;
}

/** Ends each of those once, however many try: whoever deletes the row writes that it ended. */
async function endImpersonations(tx: Tx, actor: Actor, which: Prisma.Sql, ending: Ending): Promise<Ended[]> {
  const ended = await tx.$queryRaw<Ended[]>`
    DELETE FROM impersonations WHERE ${which} RETURNING id, user_id, impersonator_id, reason, started_at`;
  if (ended.length === 0) return ended;
  await tx.session.deleteMany({ where: { id: { in: ended.map(({ id }) => id) } } });
  await auditAll(
    tx,
    actor,
    ended.map(({ id, user_id, impersonator_id, reason, started_at }) => ({
      action: "impersonation.ended",
      target: { type: "user", id: user_id },
      details: { reason, ending, impersonator_id, session_id: id, started_at: started_at.toISOString() },
    })),
  );
  return ended;
}

/**
 * Writes down the end of those that ended by themselves: their hour is over, or a session or an account that they need is gone or
 * changed. They could not be used any more before this; the work of `impersonations.close`. @returns how many.
 */
export async function closeImpersonations(): Promise<number> {
  const over = await db.$queryRaw<{ id: string; is_expired: boolean }[]>`
    SELECT i.id, coalesce(s.expires <= now(), false) AS is_expired
      FROM impersonations i
      LEFT JOIN sessions s ON s.id = i.id
      LEFT JOIN users u ON u.id = i.user_id
      LEFT JOIN sessions own ON own.id = i.impersonator_session_id AND own.expires > now()
      LEFT JOIN users a ON a.id = i.impersonator_id AND a.is_active AND a.role = 'admin'
     WHERE s.id IS NULL OR s.expires <= now() OR u.id IS NULL OR NOT u.is_active OR u.role = 'admin' OR own.id IS NULL OR a.id IS NULL`;
  const actor: SystemActor = { kind: "system", name: "worker", context: { requestId: randomUUID(), ip: null, userAgent: null } };
  let closed = 0;
  for (const { id, is_expired } of over) {
    const ended = await db.$transaction((tx) =>
      endImpersonations(tx, actor, Prisma.sql`id = ${id}::uuid`, is_expired ? "expired" : "cut_off"),
    );
    for (const { user_id } of ended) forgetCachedSessions(user_id);
    closed += ended.length;
  }
  return closed;
}
