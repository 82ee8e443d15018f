import type { SessionActor } from "@/lib/access/actor";
import { Prisma } from "@/lib/db";
import { queuedRow } from "@/lib/queue/enqueue";

/**
 * Part of a `WITH`, called `looked`: the job that looks at the sign-in of `session` and `former`; it is queued where it is selected from. None
 * from where its device was used last, or where a program without one is signed in from already.
 */
export function lookedAt({ userId, sessionId, authTime, context }: SessionActor, nameHash: string | null): Prisma.Sql {
  const { ip, userAgent } = context;
  const job = { sessionId, userId, nameHash, occurredAt: authTime.toISOString(), ip, userAgent: userAgent?.slice(0, 512) ?? null };
  return Prisma.sql`
    looked AS (
      SELECT ${queuedRow("signin.look", job, { isNewDevice: Prisma.sql`${nameHash}::text IS NOT NULL AND NOT EXISTS (SELECT FROM former)` })}
        FROM session
       WHERE NOT EXISTS (SELECT FROM former WHERE former.ip IS NOT DISTINCT FROM ${ip})
         AND (${nameHash}::text IS NOT NULL
              OR NOT EXISTS (SELECT FROM sessions s WHERE s.user_id = ${userId}::uuid AND s.device_id IS NULL AND s.ip IS NOT DISTINCT FROM ${ip}))
    )`;
}
