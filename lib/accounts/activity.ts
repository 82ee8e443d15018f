import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireUser } from "@/lib/access/authorize";
import { describeMethod } from "@/lib/accounts/activity-method";
import type { listActivityContract } from "@/lib/accounts/profile.schema";
import { type AuditAction, describeToOwner } from "@/lib/audit/actions";
import { db } from "@/lib/db";
import { describePlace, type Place, placeOf } from "@/lib/place";
import { describeUserAgent } from "@/lib/user-agent";

const placeName = (place: Place | null): string | null => (place ? describePlace(place) : null);

/** A sign-in or an attempt at one, whole or in part. */
const SIGN_INS = [
  "session.created",
  "session.failed",
  "factor.passed",
  "factor.failed",
  "token.reuse_detected",
] as const satisfies AuditAction[];

/** What happened to the actor's account, newest first, whoever did it; not what they did to others' accounts. Keyset paging: every page costs the same. */
export async function listActivity(
  actor: Actor,
  input: z.output<typeof listActivityContract.input>,
): Promise<z.input<typeof listActivityContract.output>> {
  const { userId } = requireUser(actor);
  const rows = await db.auditEvent.findMany({
    where: {
      OR: [{ targetId: userId }, { actorId: userId, targetType: null }, { actorId: userId, targetType: { not: "user" } }],
      ...(input.kind === "sign_ins" ? { action: { in: [...SIGN_INS] } } : {}),
      ...(input.cursor ? { id: { lt: input.cursor } } : {}),
    },
    orderBy: { id: "desc" },
    take: input.limit + 1,
    skip: input.skip ?? 0,
    select: {
      id: true,
      action: true,
      actorType: true,
      actorId: true,
      impersonatorId: true,
      outcome: true,
      occurredAt: true,
      ip: true,
      userAgent: true,
      details: true,
    },
  });
  const page = rows.slice(0, input.limit);
  return {
    items: await Promise.all(
      page.map(async (row) => {
        const isImpersonated = row.impersonatorId !== null;
        const isOwn = row.actorId === userId && !isImpersonated;
        // Where somebody else who is known acted from is theirs.
        const isAnothers = row.actorType === "user" && !isOwn;
        const userAgent = isAnothers ? null : row.userAgent;
        return {
          id: row.id,
          action: row.action,
          summary: describeToOwner(row.action, isOwn ? "owner" : "other"),
          impersonated: isImpersonated,
          method: SIGN_INS.some((action) => action === row.action) ? describeMethod(row.details) : null,
          outcome: row.outcome,
          occurred_at: row.occurredAt.toISOString(),
          ip: isAnothers ? null : row.ip,
          user_agent: userAgent,
          device: describeUserAgent(userAgent),
          place: isAnothers ? null : placeName(await placeOf(row.ip)),
        };
      }),
    ),
    next_cursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null,
  };
}
