import { PrismaAdapter } from "@auth/prisma-adapter";
import { sha256 } from "@/lib/crypto";
import { db } from "@/lib/db";
import { sessionLifetimes } from "@/lib/sessions/lifetimes";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { findSession } from "@/lib/sessions/store";

type Adapter = ReturnType<typeof PrismaAdapter>;

/**
 * The Prisma adapter with our sessions: stored by hash, with an idle window that slides and an
 * absolute end that does not. People and linked accounts are the adapter's own.
 */
export function portalAdapter(): Adapter {
  return {
    ...PrismaAdapter(db),

    async createSession({ sessionToken, userId }) {
      const { idleSeconds, absoluteSeconds } = sessionLifetimes("browser");
      const now = Date.now();
      const absoluteExpiresAt = new Date(now + absoluteSeconds * 1000);
      const expires = new Date(Math.min(now + idleSeconds * 1000, absoluteExpiresAt.getTime()));
      await db.session.create({
        data: {
          sessionToken: sha256(sessionToken),
          userId,
          expires,
          absoluteExpiresAt,
          idleSeconds,
          authTime: new Date(now),
          amr: ["fed"],
        },
      });
      return { sessionToken, userId, expires };
    },

    async getSessionAndUser(sessionToken) {
      const session = await findSession(sessionToken);
      if (!session) return null;
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
