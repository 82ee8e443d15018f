import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, authorizeAct } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { listUserSessionsContract, revokeAnySessionContract, revokeUserSessionsContract } from "@/lib/sessions/administration.schema";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { viewOfSession } from "@/lib/sessions/view";

/** Somebody's living sessions, the newest first. @throws AppError FORBIDDEN, NOT_FOUND. */
export async function listUserSessions(
  actor: Actor,
  input: z.output<typeof listUserSessionsContract.input>,
): Promise<z.input<typeof listUserSessionsContract.output>> {
  authorize(actor, "platform.users.read");
  const rows = await db.session.findMany({
    where: { userId: input.user_id, expires: { gt: new Date() }, ...(input.cursor ? { id: { lt: input.cursor } } : {}) },
    orderBy: { id: "desc" },
    take: input.limit + 1,
    skip: input.skip ?? 0,
    omit: { sessionToken: true },
  });
  if (rows.length === 0) await assertAccount(input.user_id);
  const page = rows.slice(0, input.limit);
  return {
    items: page.map(viewOfSession),
    next_cursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Nothing to list is something else than nobody to list it of. */
async function assertAccount(id: string): Promise<void> {
  if ((await db.user.count({ where: { id } })) === 0) throw notFound("There is no such account.");
}

/** Ends one session of anybody. @throws AppError FORBIDDEN, NOT_FOUND. */
export async function revokeAnySession(
  actor: Actor,
  input: z.output<typeof revokeAnySessionContract.input>,
): Promise<z.input<typeof revokeAnySessionContract.output>> {
  await authorizeAct(actor, "platform.users.manage");
  const userId = await db.$transaction(async (tx) => {
    const which = { id: input.id, ...(input.user_id ? { userId: input.user_id } : {}) };
    const session = await tx.session.findFirst({ where: which, select: { userId: true } });
    const { count } = await tx.session.deleteMany({ where: which });
    if (!session || count === 0) throw notFound("There is no such session.");
    // Filed under its person, so that they see it in their own timeline.
    await audit(tx, actor, {
      action: "session.revoked",
      target: { type: "user", id: session.userId },
      details: { session_id: input.id },
    });
    return session.userId;
  });
  forgetCachedSessions(userId);
  return { revoked: 1 };
}

/** Signs somebody out everywhere. @throws AppError FORBIDDEN, NOT_FOUND. */
export async function revokeUserSessions(
  actor: Actor,
  input: z.output<typeof revokeUserSessionsContract.input>,
): Promise<z.input<typeof revokeUserSessionsContract.output>> {
  await authorizeAct(actor, "platform.users.manage");
  const revoked = await db.$transaction(async (tx) => {
    if ((await tx.user.count({ where: { id: input.user_id } })) === 0) throw notFound("There is no such account.");
    const count = await endSessions(tx, input.user_id);
    await audit(tx, actor, { action: "sessions.revoked_all", target: { type: "user", id: input.user_id }, details: { count } });
    return count;
  });
  forgetCachedSessions(input.user_id);
  return { revoked };
}
