import type { Impersonator } from "@/lib/access/actor";
import { Prisma, queryPrepared } from "@/lib/db";

/**
 * The administrator who acts by this session, or null when that is over: its end was written down, or their own session has
 * ended, or they are no administrator any more.
 */
export async function findImpersonator(sessionId: string): Promise<Impersonator | null> {
  const [found] = await queryPrepared<{ user_id: string; session_id: string; email: string; name: string | null }>(
    "session.impersonator",
    Prisma.sql`
      SELECT u.id AS user_id, s.id AS session_id, u.email, u.name
        FROM impersonations i
        JOIN sessions s ON s.id = i.impersonator_session_id AND s.user_id = i.impersonator_id
        JOIN users u ON u.id = s.user_id
       WHERE i.id = ${sessionId}::uuid AND s.expires > now() AND u.is_active AND u.role = 'admin'`,
  );
  return found ? { userId: found.user_id, sessionId: found.session_id, email: found.email, name: found.name } : null;
}
