import type { Actor, PlatformRole, SessionActor } from "@/lib/access/actor";
import { cancelDeletion } from "@/lib/accounts/deletion";
import { auditRow } from "@/lib/audit/audit";
import { db, Prisma, queryPrepared } from "@/lib/db";
import { countSignIn } from "@/lib/metrics";
import type { SessionKind } from "@/lib/sessions/lifetimes";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { type DraftSession, type IssuedSession, issuedSession, newSession, type WrittenSession } from "@/lib/sessions/store";
import { type ProvenAccount, wrongCredentials } from "@/lib/signin/prove-password";
import { noSuchSignIn, type PreAuth, takePreAuth } from "@/lib/tokens/pre-auth-token";
import { newRefreshToken } from "@/lib/tokens/refresh-token";

const PERSON = Prisma.sql`person`;

/** Who signs in, what they have proven, and for what. */
interface SignIn {
  person: { id: string; role: PlatformRole; email: string };
  kind: SessionKind;
  amr: string[];
  /** Through whom, as NextAuth names them; null for a password. */
  provider?: string | null;
  deviceName: string | null;
  organizationId: string | null;
}

/**
 * Opens a browser's session for a proven account. The session that the browser came with dies, whoever it
 * belonged to (OWASP ASVS 5.0 §7.2.4).
 * @throws AppError INVALID_CREDENTIALS when the account was reset, changed or deactivated since it was proven.
 */
export async function openBrowserSession(actor: Actor, account: ProvenAccount, kind: "browser" | "remembered"): Promise<IssuedSession> {
  const opening = sessionFor(actor, { person: account, kind, amr: ["pwd"], deviceName: null, organizationId: null });
  const issued = await open("signin.browser", opening, [proven(account), ...opening.parts, endedWith(actor)]);
  if (!issued) throw wrongCredentials();
  if (actor.kind === "session") forgetCachedSessions(actor.userId);
  return issued;
}

/** A session, and the first refresh token of its chain. */
interface ProgramSession {
  session: IssuedSession;
  refreshToken: string;
}

/**
 * Opens a program's session for a proven account, and begins its chain of refresh tokens.
 * @throws AppError INVALID_CREDENTIALS when the account was reset, changed or deactivated since it was proven.
 */
export async function openProgramSession(
  actor: Actor,
  account: ProvenAccount,
  { kind, deviceName }: { kind: "program" | "remembered_program"; deviceName: string | null },
): Promise<ProgramSession> {
  const opening = sessionFor(actor, { person: account, kind, amr: ["pwd"], deviceName, organizationId: null });
  const refresh = newRefreshToken(opening.draft.id, PERSON);
  const session = await open("signin.program", opening, [proven(account), ...opening.parts, refresh.row]);
  if (!session) throw wrongCredentials();
  return { session, refreshToken: refresh.token };
}

/**
 * Finishes a sign-in that was begun: uses its token up and opens a session for the organization, for a browser and a
 * program alike. The session that a browser came with dies.
 * @throws AppError TOKEN_REVOKED when the token was used meanwhile, or the account changed since it was given.
 */
export async function openExchangedSession(
  actor: Actor,
  preAuth: PreAuth,
  { person, organizationId }: Pick<SignIn, "person" | "organizationId">,
): Promise<ProgramSession> {
  const { kind, amr, deviceName } = preAuth;
  const opening = sessionFor(actor, { person, kind, amr, deviceName, organizationId });
  const refresh = newRefreshToken(opening.draft.id, PERSON);
  const parts = [...takePreAuth(preAuth), ...opening.parts, refresh.row, endedWith(actor)];
  const session = await open("signin.exchange", opening, parts);
  if (!session) throw noSuchSignIn();
  if (actor.kind === "session") forgetCachedSessions(actor.userId);
  return { session, refreshToken: refresh.token };
}

/**
 * Finishes a browser's sign-in whose other steps were proven: uses its token up. The session that the browser came with dies.
 * @throws AppError TOKEN_REVOKED when the token was used meanwhile, or the account changed since it was given.
 */
export async function openWaitingBrowserSession(actor: Actor, preAuth: PreAuth, person: SignIn["person"]): Promise<IssuedSession> {
  const { kind, amr, provider, deviceName } = preAuth;
  const opening = sessionFor(actor, { person, kind, amr, provider, deviceName, organizationId: null });
  const session = await open("signin.waiting", opening, [...takePreAuth(preAuth), ...opening.parts, endedWith(actor)]);
  if (!session) throw noSuchSignIn();
  if (actor.kind === "session") forgetCachedSessions(actor.userId);
  return session;
}

/** The account as it was when its password was proven; nobody when it has changed since, waits to be erased, or owes a second factor. */
const proven = (account: ProvenAccount): Prisma.Sql => Prisma.sql`
  person AS (
    UPDATE users SET last_sign_in_at = now(), password_hash = COALESCE(${account.upgradedHash}, password_hash),
           password_presets = COALESCE(${account.learntPresets}::text[], password_presets)
     WHERE id = ${account.id}::uuid AND is_active AND NOT must_reset_password AND NOT second_factor AND erase_after IS NULL
       AND password_hash IS NOT DISTINCT FROM ${account.passwordHash}
 RETURNING id
  )`;

/** The end of the session that the browser came with. */
const endedWith = (actor: Actor): Prisma.Sql =>
  Prisma.sql`ended AS (DELETE FROM sessions USING person WHERE sessions.id = ${actor.kind === "session" ? actor.sessionId : null}::uuid)`;

/** A session that is about to be opened. */
interface Opening {
  draft: DraftSession;
  signedIn: SessionActor;
  parts: Prisma.Sql[];
}

/**
 * What every sign-in writes besides: the session and its audit row. They are parts of one statement, so that it is
 * all or nothing in one round trip.
 */
function sessionFor(actor: Actor, signIn: SignIn): Opening {
  const { person, kind, amr, deviceName, organizationId } = signIn;
  const { context } = actor;
  const { draft, row } = newSession({ userId: person.id, kind, amr, context, deviceName, organizationId }, PERSON);
  const signedIn: SessionActor = {
    kind: "session",
    proof: { by: "cookie" },
    userId: person.id,
    sessionId: draft.id,
    role: person.role,
    email: person.email,
    authTime: draft.authTime,
    amr,
    context,
  };
  const details = {
    method: amr.includes("fed") ? "provider" : "password",
    amr,
    for: kind,
    ...(organizationId ? { organization_id: organizationId } : {}),
  };
  const event = auditRow(signedIn, { action: "session.created", target: { type: "user", id: person.id }, details }, PERSON);
  return { draft, signedIn, parts: [row, event] };
}

/**
 * Null where nobody was there to sign in. Where the account waits to be erased, it is kept first, in one transaction with
 * the sign-in: the rare case pays for it.
 */
async function open(name: string, { draft, signedIn }: Opening, parts: Prisma.Sql[]): Promise<IssuedSession | null> {
  const statement = Prisma.sql`WITH ${Prisma.join(parts)} SELECT expires, absolute_expires_at FROM session`;
  const [written] = await queryPrepared<WrittenSession>(name, statement);
  const opened = written ?? (await keepAndOpen(signedIn, statement));
  countSignIn(opened ? "success" : "INVALID_CREDENTIALS");
  return opened ? issuedSession(draft, opened) : null;
}

/** Nothing is kept where the sign-in does not succeed. */
async function keepAndOpen(signedIn: SessionActor, statement: Prisma.Sql): Promise<WrittenSession | null> {
  const refused = wrongCredentials();
  return db
    .$transaction(async (tx) => {
      await cancelDeletion(tx, signedIn, { id: signedIn.userId, email: signedIn.email });
      const [written] = await tx.$queryRaw<WrittenSession[]>(statement);
      if (!written) throw refused;
      return written;
    })
    .catch((error: unknown) => {
      if (error === refused) return null;
      throw error;
    });
}
