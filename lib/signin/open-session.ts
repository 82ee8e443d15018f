import type { Actor, SessionActor } from "@/lib/access/actor";
import { cancelDeletion } from "@/lib/accounts/deletion";
import { auditRow } from "@/lib/audit/audit";
import { db, Prisma, queryPrepared } from "@/lib/db";
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
  const { issued, signedIn, parts } = signIn(actor, account, kind);
  const before = actor.kind === "session" ? actor.sessionId : null;
  const ended = Prisma.sql`ended AS (DELETE FROM sessions USING person WHERE sessions.id = ${before}::uuid)`;
  await open("signin.browser", signedIn, [...parts, ended]);
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
  const { issued, signedIn, parts } = signIn(actor, account, kind);
  const refresh = newRefreshToken(issued.id, PERSON);
  await open("signin.program", signedIn, [...parts, refresh.row]);
  return { session: issued, refreshToken: refresh.token };
}

/**
 * What every sign-in writes: that it happened, an upgraded hash, the session and its audit row. They are parts of
 * one statement, so that it is all or nothing in one round trip. It lets nobody in whose account waits to be erased.
 */
function signIn(
  actor: Actor,
  account: ProvenAccount,
  kind: SessionKind,
): { issued: IssuedSession; signedIn: SessionActor; parts: Prisma.Sql[] } {
  const person = Prisma.sql`
    person AS (
      UPDATE users SET last_sign_in_at = now(), password_hash = COALESCE(${account.upgradedHash}, password_hash)
       WHERE id = ${account.id}::uuid AND is_active AND NOT must_reset_password AND erase_after IS NULL
         AND password_hash IS NOT DISTINCT FROM ${account.passwordHash}
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
  return { issued, signedIn, parts: [person, row, event] };
}

/** Where the account waits to be erased, it is kept first, in one transaction with the sign-in: the rare case pays for it. */
async function open(name: string, signedIn: SessionActor, parts: Prisma.Sql[]): Promise<void> {
  const statement = Prisma.sql`WITH ${Prisma.join(parts)} SELECT id FROM person`;
  const opened = (await queryPrepared<{ id: string }>(name, statement)).length > 0 || (await keepAndOpen(signedIn, statement));
  countSignIn(opened ? "success" : "INVALID_CREDENTIALS");
  if (!opened) throw wrongCredentials();
}

/** Nothing is kept where the sign-in does not succeed. */
async function keepAndOpen(signedIn: SessionActor, statement: Prisma.Sql): Promise<boolean> {
  const refused = wrongCredentials();
  return db
    .$transaction(async (tx) => {
      await cancelDeletion(tx, signedIn, { id: signedIn.userId, email: signedIn.email });
      if ((await tx.$queryRaw<{ id: string }[]>(statement)).length === 0) throw refused;
      return true;
    })
    .catch((error: unknown) => {
      if (error === refused) return false;
      throw error;
    });
}
