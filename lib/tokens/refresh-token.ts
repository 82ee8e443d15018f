import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { derivedToken, randomToken, sha256 } from "@/lib/crypto";
import { db, Prisma, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { orderedId } from "@/lib/ordered-id";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/**
 * How long a used token may be shown again by a client that never got its answer, in milliseconds
 * (OWASP ASVS 5.0 §10.4.5; RFC 9700 §4.14.2).
 */
const RETRY_GRACE_MS = 10_000;

/**
 * The first token of a session's chain, which exists nowhere but in the answer, and the part of a `WITH`, called
 * `refresh_token`, that writes it for the row of `source`.
 */
export function newRefreshToken(sessionId: string, source: Prisma.Sql): { token: string; row: Prisma.Sql } {
  const token = randomToken();
  const row = Prisma.sql`
    refresh_token AS (
      INSERT INTO refresh_tokens (id, session_id, token_hash)
      SELECT ${orderedId(Date.now())}::uuid, ${sessionId}::uuid, ${sha256(token)} FROM ${source}
    )`;
  return { token, row };
}

const dead = () => new AppError("TOKEN_REVOKED", "This refresh token is no longer good. Sign in again.");

type Taken =
  | { outcome: "rotated"; sessionId: string; userId: string; refreshToken: string }
  | { outcome: "reused"; sessionId: string; userId: string }
  | { outcome: "unknown" };

/**
 * Takes a refresh token and gives the next one of its chain. The next one is derived from the one before by a
 * keyed function, so a client that lost the answer and asks again within ten seconds gets the very token that
 * the chain has reached: parallel retries make one chain, never two. A used token that comes later is in two
 * hands: the session and everything of it ends.
 * @throws AppError TOKEN_REVOKED for an unknown, dead or reused token.
 */
export async function rotateRefreshToken(
  actor: Actor,
  token: string,
): Promise<{ sessionId: string; userId: string; refreshToken: string }> {
  const taken = await db.$transaction(async (tx): Promise<Taken> => {
    const next = derivedToken("refresh", token);
    const [fresh] = await tx.$queryRaw<{ session_id: string; user_id: string }[]>`
      UPDATE refresh_tokens AS r SET used_at = now()
        FROM sessions AS s JOIN users AS u ON u.id = s.user_id
       WHERE r.token_hash = ${sha256(token)} AND r.used_at IS NULL
         AND s.id = r.session_id AND s.expires > now() AND u.is_active
   RETURNING r.session_id, s.user_id`;
    if (fresh) {
      await tx.refreshToken.create({ data: { sessionId: fresh.session_id, tokenHash: sha256(next) } });
      return { outcome: "rotated", sessionId: fresh.session_id, userId: fresh.user_id, refreshToken: next };
    }
    const known = await tx.refreshToken.findUnique({
      where: { tokenHash: sha256(token) },
      select: { usedAt: true, sessionId: true, session: { select: { userId: true, expires: true, user: { select: { isActive: true } } } } },
    });
    if (!known?.usedAt || known.session.expires <= new Date() || !known.session.user.isActive) return { outcome: "unknown" };
    const owner = { sessionId: known.sessionId, userId: known.session.userId };
    const current = isRetry(known.usedAt) ? await newestOfRetries(tx, next) : null;
    if (current) return { outcome: "rotated", ...owner, refreshToken: current };
    await tx.session.deleteMany({ where: { id: known.sessionId } });
    await audit(tx, actor, {
      action: "token.reuse_detected",
      outcome: "denied",
      target: { type: "user", id: owner.userId },
      details: { session_id: known.sessionId },
    });
    return { outcome: "reused", ...owner };
  });
  if (taken.outcome === "reused") forgetCachedSessions(taken.userId);
  if (taken.outcome !== "rotated") throw dead();
  return { sessionId: taken.sessionId, userId: taken.userId, refreshToken: taken.refreshToken };
}

const isRetry = (usedAt: Date): boolean => Date.now() - usedAt.getTime() <= RETRY_GRACE_MS;

/** Follows a chain from `token` over links that were used within the grace; null when it does not end in an unused one. */
async function newestOfRetries(tx: Tx, token: string): Promise<string | null> {
  let current = token;
  // Nobody refreshes honestly a hundred times in ten seconds; the bound is for whoever tries.
  for (let steps = 0; steps < 100; steps += 1) {
    const link = await tx.refreshToken.findUnique({ where: { tokenHash: sha256(current) }, select: { usedAt: true } });
    if (!link) return null;
    if (link.usedAt === null) return current;
    if (!isRetry(link.usedAt)) return null;
    current = derivedToken("refresh", current);
  }
  return null;
}
