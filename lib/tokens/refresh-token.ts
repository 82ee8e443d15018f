import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { derivedToken, derivedTokens, randomToken, sha256 } from "@/lib/crypto";
import { db, Prisma, queryPrepared } from "@/lib/db";
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

/** The session that a refresh token belongs to. */
interface Owner {
  session_id: string;
  user_id: string;
}

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
  const next = derivedToken("refresh", token);
  const taken = await takeUnused(token, next);
  if (taken) return { sessionId: taken.session_id, userId: taken.user_id, refreshToken: next };
  const used = await findUsed(token);
  if (!used) throw dead();
  const current = isRetry(used.used_at) ? await newestOfRetries(token) : null;
  if (current) return { sessionId: used.session_id, userId: used.user_id, refreshToken: current };
  await endReused(actor, used);
  throw dead();
}

/**
 * Uses a token up and writes its successor, in one statement. The session is held before its token: whoever ends it
 * takes both in that order, and would else wait for us while we wait for them.
 */
async function takeUnused(token: string, next: string): Promise<Owner | undefined> {
  const [taken] = await queryPrepared<Owner>(
    "refresh.take",
    Prisma.sql`
      WITH live AS (
        SELECT r.id, r.session_id, s.user_id
          FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id JOIN users u ON u.id = s.user_id
         WHERE r.token_hash = ${sha256(token)} AND r.used_at IS NULL AND s.expires > now() AND u.is_active
           FOR KEY SHARE OF s
      ), taken AS (
        UPDATE refresh_tokens r SET used_at = now() FROM live WHERE r.id = live.id AND r.used_at IS NULL
     RETURNING r.session_id, live.user_id
      ), successor AS (
        INSERT INTO refresh_tokens (id, session_id, token_hash)
        SELECT ${orderedId(Date.now())}::uuid, session_id, ${sha256(next)} FROM taken
      )
      SELECT session_id, user_id FROM taken`,
  );
  return taken;
}

/** A token that was used, of a session that lives. Read at once with its session, which may end at any moment. */
async function findUsed(token: string): Promise<(Owner & { used_at: Date }) | undefined> {
  const [used] = await queryPrepared<Owner & { used_at: Date }>(
    "refresh.used",
    Prisma.sql`
      SELECT r.session_id, s.user_id, r.used_at
        FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id JOIN users u ON u.id = s.user_id
       WHERE r.token_hash = ${sha256(token)} AND r.used_at IS NOT NULL AND s.expires > now() AND u.is_active`,
  );
  return used;
}

/** Ends the session of a token that is in two hands. Of several who show that at once, one finds it alive. */
async function endReused(actor: Actor, { session_id, user_id }: Owner): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id: session_id } });
    if (count === 0) return;
    await audit(tx, actor, {
      action: "token.reuse_detected",
      outcome: "denied",
      target: { type: "user", id: user_id },
      details: { session_id },
    });
  });
  forgetCachedSessions(user_id);
}

const isRetry = (usedAt: Date): boolean => Date.now() - usedAt.getTime() <= RETRY_GRACE_MS;

/** Follows a chain from a used token over links that were used within the grace; null when it does not end in an unused one. */
async function newestOfRetries(used: string): Promise<string | null> {
  let current = used;
  // Nobody refreshes honestly a hundred times in ten seconds; the bound is for whoever tries.
  for (let steps = 0; steps < 100; steps += 1) {
    const next = await successorOf(current);
    if (!next) return null;
    if (next.usedAt === null) return next.token;
    if (!isRetry(next.usedAt)) return null;
    current = next.token;
  }
  return null;
}

/** The token that follows, which was derived under the present ENCRYPTION_KEY or, while that is changed, under the one before. */
async function successorOf(token: string): Promise<{ token: string; usedAt: Date | null } | null> {
  for (const next of derivedTokens("refresh", token)) {
    const link = await db.refreshToken.findUnique({ where: { tokenHash: sha256(next) }, select: { usedAt: true } });
    if (link) return { token: next, usedAt: link.usedAt };
  }
  return null;
}
