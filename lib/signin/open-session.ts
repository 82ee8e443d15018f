import type { Actor, SessionActor } from "@/lib/access/actor";
import { auditRow } from "@/lib/audit/audit";
import { Prisma, queryPrepared } from "@/lib/db";
import { countSignIn } from "@/lib/metrics";
import type { SessionKind } from "@/lib/sessions/lifetimes";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { type IssuedSession, newSession } from "@/lib/sessions/store";
import { type ProvenAccount, wrongCredentials } from "@/lib/signin/prove-password";
import { newRefreshToken } from "@/lib/tokens/refresh-token";

const PERSON = Prisma.sql`person`;

/**
 * Opens a browser's session for a proven account. The session that the browser came with dies, whoever it
 * belonged to (OWASP ASVS 5.0 §7.2.4).
 * @throws AppError INVALID_CREDENTIALS when the account was reset, changed or deactivated since it was proven.
 */
export async function openBrowserSession(actor: Actor, account: ProvenAccount, kind: "browser" | "remembered"): Promise<IssuedSession> {
  const { issued, parts } = signIn(actor, account, kind);
  const before = actor.kind === "session" ? actor.sessionId : null;
  await open("signin.browser", [...parts, Prisma.sql`ended AS (DELETE FROM sessions USING person WHERE sessions.id = ${before}::uuid)`]);
  if (actor.kind === "session") forgetCachedSessions(actor.userId);
  return issued;
}

/**
 * Opens a program's session for a proven account, and begins its chain of refresh tokens.
 * @throws AppError INVALID_CREDENTIALS when the account was reset, changed or deactivated since it was proven.
 */
export async function openProgramSession(
  actor: Actor,
  account: ProvenAccount,
  kind: "program" | "remembered_program",
): Promise<{ session: IssuedSession; refreshToken: string }> {
  const { issued, parts } = signIn(actor, account, kind);
  const refresh = newRefreshToken(issued.id, PERSON);
  await open("signin.program", [...parts, refresh.row]);
  return { session: issued, refreshToken: refresh.token };
}

/**
 * What every sign-in writes: that it happened, an upgraded hash, the session and its audit row. They are parts of
 * one statement, so that it is all or nothing in one round trip.
 */
function signIn(actor: Actor, account: ProvenAccount, kind: SessionKind): { issued: IssuedSession; parts: Prisma.Sql[] } {
  const person = Prisma.sql`
    person AS (
      UPDATE users SET last_sign_in_at = now(), password_hash = COALESCE(${account.upgradedHash}, password_hash)
       WHERE id = ${account.id}::uuid AND is_active AND password_hash IS NOT DISTINCT FROM ${account.passwordHash}
   RETURNING id
    )`;
  const { issued, row } = newSession({ userId: account.id, kind, amr: ["pwd"], context: actor.context }, PERSON);
  const signedIn: SessionActor = {
    kind: "session",
    proof: { by: "cookie" },
    userId: account.id,
    sessionId: issued.id,
    role: account.role,
    email: account.email,
    authTime: issued.authTime,
    amr: ["pwd"],
    context: actor.context,
  };
  const event = auditRow(
    signedIn,
    { action: "session.created", target: { type: "user", id: account.id }, details: { method: "password", for: kind } },
    PERSON,
  );
  return { issued, parts: [person, row, event] };
}

async function open(name: string, parts: Prisma.Sql[]): Promise<void> {
  const opened = await queryPrepared<{ id: string }>(name, Prisma.sql`WITH ${Prisma.join(parts)} SELECT id FROM person`);
  countSignIn(opened.length === 0 ? "INVALID_CREDENTIALS" : "success");
  if (opened.length === 0) throw wrongCredentials();
}
