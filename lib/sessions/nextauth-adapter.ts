import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaAdapter } from "@auth/prisma-adapter";
import type { CallContext, SessionActor } from "@/lib/access/actor";
import { auditRow } from "@/lib/audit/audit";
import { sha256 } from "@/lib/crypto";
import { db, Prisma } from "@/lib/db";
import { env } from "@/lib/env";
import type { AccountUncheckedCreateInput } from "@/lib/generated/prisma/models";
import { DEVICE_ID, deviceRow, owesApproval } from "@/lib/sessions/device-row";
import { lookedAt } from "@/lib/sessions/looked-at";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { findSession, newSession, type WrittenSession } from "@/lib/sessions/store";

type Adapter = ReturnType<typeof PrismaAdapter>;

/** What NextAuth does not hand to its adapter: through which provider somebody comes, and from where. */
export interface Arrival {
  /** As NextAuth names it. */
  provider: string | null;
  context: CallContext;
  /** The device at hand of whoever it turns out to be. */
  device?: (userId: string) => Promise<ArrivedDevice>;
  /** Links the provider to an account that was there before the request. */
  link?: (account: AccountUncheckedCreateInput) => Promise<void>;
  /** The account that the request has made. */
  made?: string;
  /** Whether the provider says that it has proven the address that it names. */
  isAddressProven?: boolean;
  /** The address that is to be proven before a session is opened, where that is what keeps it from being opened. */
  unproven?: string;
}

interface ArrivedDevice {
  /** What the browser is given to keep. */
  keeps: string;
  nameHash: string;
  knownHash: string | null;
}

const NOWHERE: Arrival = { provider: null, context: { requestId: "", ip: null, userAgent: null } };

const arrivals = new AsyncLocalStorage<Arrival>();

/** Runs what NextAuth does for one request, so that a session made meanwhile says how its person came. */
export const arrivingThrough = <T>(arrival: Arrival, work: () => Promise<T>): Promise<T> => arrivals.run(arrival, work);

/** What the browser that comes is given to keep; null where it is not known which it is. */
export const keptAfterArrival = async (userId: string): Promise<string | null> =>
  (await arrivals.getStore()?.device?.(userId))?.keeps ?? null;

/** A condition on `u` of `users`: what the account itself is proven by. */
const hasOwnProof = Prisma.sql`(u.second_factor OR u.password_hash IS NOT NULL)`;

/**
 * Notes that the person of a session proved themselves by a provider as well, which makes that one of the ways in which
 * they signed in. NextAuth keeps the session that a signed-in person comes with. It is a fresh proof for whoever has nothing else to prove
 * it by: providers send back whoever is signed in there without asking, so for an account with a password or a second factor it shows no more
 * than that the browser is the same.
 */
export async function addProviderProof(session: { id: string; userId: string }, provider: string): Promise<void> {
  await db.$executeRaw`
    UPDATE sessions
       SET amr = CASE WHEN 'fed' = ANY(amr) THEN amr ELSE amr || 'fed'::text END, provider = ${provider},
           auth_time = CASE WHEN ${hasOwnProof} THEN auth_time ELSE now() END,
           proved_until = CASE WHEN ${hasOwnProof} THEN proved_until END
      FROM users u
     WHERE sessions.id = ${session.id}::uuid AND u.id = sessions.user_id AND u.id = ${session.userId}::uuid AND sessions.expires > now()`;
  forgetCachedSessions(session.userId);
}

/** Notes that the provider has proven the address that it names: should the request make an account, its address is proven. */
export function noteProvenAddress(): void {
  const arrival = arrivals.getStore();
  if (arrival) arrival.isAddressProven = true;
}

/** A condition on `users`: the address is proven, or need not be. */
const hasProvenAddress = Prisma.sql`(email_verified IS NOT NULL OR NOT ${env.REQUIRE_VERIFIED_EMAIL}::boolean)`;

const PERSON = Prisma.sql`person`;

/**
 * The `signIn` callback has led elsewhere before this; what is owed since must not be passed by. Nor must what keeps a password from
 * opening a session: it would wake with the account.
 */
const comingIn = (userId: string, knownHash: string | null): Prisma.Sql => Prisma.sql`
  person AS (
    UPDATE users SET last_sign_in_at = now()
     WHERE id = ${userId}::uuid AND is_active AND NOT must_reset_password AND ${hasProvenAddress}
       AND NOT second_factor AND NOT ${owesApproval(Prisma.sql`users`, Prisma.sql`${knownHash}::text`)}
 RETURNING id
  )`;

/**
 * The Prisma adapter with our sessions: stored by hash, with an idle window that slides and an
 * absolute end that does not. People and linked accounts are the adapter's own.
 */
export function portalAdapter(): Adapter {
  const { createUser, linkAccount, ...people } = PrismaAdapter(db);
  return {
    ...people,

    /** NextAuth takes no provider's word for an address; some of them prove it. */
    async createUser(person) {
      const arrival = arrivals.getStore();
      const made = await createUser?.({ ...person, emailVerified: arrival?.isAddressProven ? new Date() : null });
      if (!made) throw new Error("The adapter makes no accounts.");
      if (arrival) arrival.made = made.id;
      return made;
    },

    /** The first link is part of making an account; any other is one more way into somebody's. */
    async linkAccount(account) {
      const { made, link } = arrivals.getStore() ?? NOWHERE;
      if (account.userId === made) {
        await linkAccount?.(account);
        return;
      }
      if (!link) throw new Error("Nobody is there to link an account to.");
      const { userId, type, provider, providerAccountId, refresh_token, access_token, expires_at, token_type, scope, id_token } = account;
      await link({
        ...{ userId, type, provider, providerAccountId },
        refresh_token: refresh_token ?? null,
        access_token: access_token ?? null,
        expires_at: expires_at ?? null,
        token_type: token_type ?? null,
        scope: scope ?? null,
        id_token: id_token ?? null,
      });
    },

    async createSession({ sessionToken, userId }) {
      const arrival = arrivals.getStore() ?? { ...NOWHERE };
      const { provider, context, device } = arrival;
      const { nameHash, knownHash } = (await device?.(userId)) ?? { nameHash: null, knownHash: null };
      const seen = deviceRow(userId, { nameHash, context }, PERSON);
      const amr = ["fed"];
      const { draft, row } = newSession(
        { userId, kind: "browser", amr, provider, token: sessionToken, context, device: DEVICE_ID },
        PERSON,
      );
      const { emailVerified, ...user } = await db.user.findUniqueOrThrow({
        where: { id: userId },
        select: { role: true, email: true, emailVerified: true },
      });
      const { id: sessionId, authTime } = draft;
      const signedIn: SessionActor = { kind: "session", proof: { by: "cookie" }, userId, sessionId, ...user, authTime, amr, context };
      const details = { method: "provider", amr, for: "browser" };
      const event = auditRow(signedIn, { action: "session.created", target: { type: "user", id: userId }, details }, PERSON);
      const parts = [comingIn(userId, knownHash), seen, row, event, lookedAt(signedIn, nameHash)];
      const [written] = await db.$queryRaw<WrittenSession[]>`
        WITH ${Prisma.join(parts)} SELECT expires, absolute_expires_at, (SELECT count(*) FROM looked) FROM session`;
      if (!written) {
        if (!emailVerified && env.REQUIRE_VERIFIED_EMAIL) arrival.unproven = user.email;
        throw new Error("The account is gone or closed, or owes a step.");
      }
      return { sessionToken, userId, expires: written.expires };
    },

    /** For NextAuth a session that acts as somebody is nobody's: else it would link whatever the administrator signs in with to the person. */
    async getSessionAndUser(sessionToken) {
      const session = await findSession(sessionToken);
      if (!session || session.impersonator) return null;
      const { user } = session;
      return {
        session: { sessionToken, userId: session.userId, expires: session.expires },
        user: { id: session.userId, email: user.email, emailVerified: user.emailVerified, name: user.name, image: user.image },
      };
    },

    /** NextAuth asks for a later end; ours is moved by use alone (`findSession`), so this only reads it back. */
    async updateSession({ sessionToken }) {
      const session = await findSession(sessionToken);
      return session ? { sessionToken, userId: session.userId, expires: session.expires } : null;
    },

    async deleteSession(sessionToken) {
      const [row] = await db.session.findMany({ where: { sessionToken: sha256(sessionToken) }, select: { id: true, userId: true } });
      if (!row) return null;
      await db.session.deleteMany({ where: { id: row.id } });
      forgetCachedSessions(row.userId);
      return null;
    },
  };
}
