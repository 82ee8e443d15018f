import type { Actor, PlatformRole, SessionActor } from "@/lib/access/actor";
import { cancelDeletion } from "@/lib/accounts/deletion";
import { auditRow } from "@/lib/audit/audit";
import { db, Prisma, queryPrepared } from "@/lib/db";
import type { AppError } from "@/lib/errors";
import { countSignIn } from "@/lib/metrics";
import { DEVICE_ID, deviceRow, isTrusted, owesApproval, type SeenDevice } from "@/lib/sessions/device-row";
import type { SessionKind } from "@/lib/sessions/lifetimes";
import { lookedAt } from "@/lib/sessions/looked-at";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { type DraftSession, type IssuedSession, issuedSession, newSession, type WrittenSession } from "@/lib/sessions/store";
import { type DeviceAtHand, newDevice } from "@/lib/signin/device-at-hand";
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
  /** The device that it is opened on. */
  device: Omit<SeenDevice, "context">;
}

/**
 * Opens a browser's session for a proven account. The session that the browser came with dies, whoever it
 * belonged to (OWASP ASVS 5.0 §7.2.4).
 * @param device the browser; one that nobody knows when absent.
 * @throws AppError INVALID_CREDENTIALS when the account was reset, changed or deactivated since it was proven, or the approval of the
 * device is owed.
 */
export async function openBrowserSession(
  actor: Actor,
  account: ProvenAccount,
  kind: "browser" | "remembered",
  device: DeviceAtHand = newDevice(account.id),
): Promise<IssuedSession> {
  const opening = sessionFor(actor, { person: account, kind, amr: ["pwd"], deviceName: null, organizationId: null, device });
  const isFree = Prisma.sql`(NOT second_factor OR ${isTrusted(USERS, Prisma.sql`${device.knownHash}::text`)})`;
  const person = proven(account, { isFree, knownHash: device.knownHash });
  const issued = await open("signin.browser", opening, [person, ...opening.parts, endedWith(actor)]);
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
 * @param program `device` is one that the account signed in with before; a program that keeps none has none.
 * @throws AppError INVALID_CREDENTIALS when the account was reset, changed or deactivated since it was proven, or the approval of the
 * device is owed.
 */
export async function openProgramSession(
  actor: Actor,
  account: ProvenAccount,
  program: { kind: "program" | "remembered_program"; deviceName: string | null; device?: DeviceAtHand | null },
): Promise<ProgramSession> {
  const { kind, deviceName } = program;
  const knownHash = program.device?.knownHash ?? null;
  const signIn = { person: account, kind, amr: ["pwd"], deviceName, organizationId: null, device: { nameHash: knownHash } };
  const opening = sessionFor(actor, signIn);
  const refresh = newRefreshToken(opening.draft.id, PERSON);
  const person = proven(account, { isFree: Prisma.sql`NOT second_factor`, knownHash });
  const session = await open("signin.program", opening, [person, ...opening.parts, refresh.row]);
  if (!session) throw wrongCredentials();
  return { session, refreshToken: refresh.token };
}

/**
 * Finishes a sign-in that was begun: uses its token up and opens a session for the organization, for a browser and a
 * program alike. The session that a browser came with dies.
 * @param to `device` is what the caller is given to keep from now on.
 * @throws AppError TOKEN_REVOKED when the token was used meanwhile, or the account changed since it was given.
 */
export async function openExchangedSession(
  actor: Actor,
  preAuth: PreAuth,
  { person, organizationId, device }: Pick<SignIn, "person" | "organizationId"> & { device?: DeviceAtHand | null },
): Promise<ProgramSession> {
  const { kind, amr, deviceName } = preAuth;
  const seen = { nameHash: device?.nameHash ?? preAuth.deviceHash, approvedAt: APPROVED };
  const opening = sessionFor(actor, { person, kind, amr, deviceName, organizationId, device: seen });
  const refresh = newRefreshToken(opening.draft.id, PERSON);
  const parts = [...takePreAuth(preAuth), ...opening.parts, refresh.row, endedWith(actor)];
  const session = await open("signin.exchange", opening, parts);
  if (!session) throw lost();
  if (actor.kind === "session") forgetCachedSessions(actor.userId);
  return { session, refreshToken: refresh.token };
}

/**
 * Finishes a browser's sign-in whose other steps were proven: uses its token up. The session that the browser came with dies.
 * @throws AppError TOKEN_REVOKED when the token was used meanwhile, or the account changed since it was given.
 */
export async function openWaitingBrowserSession(
  actor: Actor,
  preAuth: PreAuth,
  person: SignIn["person"],
  { nameHash }: DeviceAtHand,
): Promise<IssuedSession> {
  const { kind, amr, provider, deviceName } = preAuth;
  const device = { nameHash, approvedAt: APPROVED, trustedUntil: TRUSTED_UNTIL };
  const opening = sessionFor(actor, { person, kind, amr, provider, deviceName, organizationId: null, device });
  const session = await open("signin.waiting", opening, [...takePreAuth(preAuth), ...opening.parts, endedWith(actor)]);
  if (!session) throw lost();
  if (actor.kind === "session") forgetCachedSessions(actor.userId);
  return session;
}

function lost(): AppError {
  countSignIn("INVALID_CREDENTIALS");
  return noSuchSignIn();
}

/** What `takePreAuth` yields of the device. */
const APPROVED = Prisma.sql`person.approved_at`;
const TRUSTED_UNTIL = Prisma.sql`person.trusted_until`;

const USERS = Prisma.sql`users`;

/**
 * The account as it was when its password was proven; nobody when it has changed since, waits to be erased, owes a second factor or the
 * approval of its device.
 */
const proven = (account: ProvenAccount, device: { isFree: Prisma.Sql; knownHash: string | null }): Prisma.Sql => Prisma.sql`
  person AS (
    UPDATE users SET last_sign_in_at = now(), password_hash = COALESCE(${account.upgradedHash}, password_hash),
           password_presets = COALESCE(${account.learntPresets}::text[], password_presets)
     WHERE id = ${account.id}::uuid AND is_active AND NOT must_reset_password AND erase_after IS NULL
       AND ${device.isFree} AND NOT ${owesApproval(USERS, Prisma.sql`${device.knownHash}::text`)}
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
 * What every sign-in writes besides: the device, the session, its audit row, and the job that looks at it. They are parts of one
 * statement, so that it is all or nothing in one round trip.
 */
function sessionFor(actor: Actor, signIn: SignIn): Opening {
  const { person, kind, amr, provider = null, deviceName, organizationId } = signIn;
  const { context } = actor;
  const device = deviceRow(person.id, { ...signIn.device, context }, PERSON);
  const { draft, row } = newSession(
    { userId: person.id, kind, amr, provider, context, deviceName, organizationId, device: DEVICE_ID },
    PERSON,
  );
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
    method: amr.includes("fed") ? "provider" : amr.includes("pwd") ? "password" : "passkey",
    amr,
    for: kind,
    ...(organizationId ? { organization_id: organizationId } : {}),
  };
  const event = auditRow(signedIn, { action: "session.created", target: { type: "user", id: person.id }, details }, PERSON);
  return { draft, signedIn, parts: [device, row, event, lookedAt(signedIn, signIn.device.nameHash)] };
}

/**
 * Null where nobody was there to sign in. Where the account waits to be erased, it is kept first, in one transaction with
 * the sign-in: the rare case pays for it.
 */
async function open(name: string, { draft, signedIn }: Opening, parts: Prisma.Sql[]): Promise<IssuedSession | null> {
  // What only reads and calls is done because it is asked for.
  const statement = Prisma.sql`WITH ${Prisma.join(parts)} SELECT expires, absolute_expires_at, (SELECT count(*) FROM looked) FROM session`;
  const [written] = await queryPrepared<WrittenSession>(name, statement);
  const opened = written ?? (await keepAndOpen(signedIn, statement));
  if (opened) countSignIn("success");
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
