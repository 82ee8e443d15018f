/** Where a call came from, for audit rows, limits and logs. */
export interface CallContext {
  /** UUID, also sent back as X-Request-ID. */
  requestId: string;
  /** The client's address as far as TRUSTED_PROXIES lets us know it; null for commands and jobs. */
  ip: string | null;
  userAgent: string | null;
}

export type PlatformRole = "admin" | "user" | "guest";

/** The administrator who acts as somebody else, with their own session, which ends the acting when it ends. */
export interface Impersonator {
  userId: string;
  sessionId: string;
  email: string;
  name: string | null;
}

/** What the freshness of a proof depends on besides its time (lib/access/fresh-proof.ts). */
export interface Freshness {
  /** How far sensitive acts have carried the proof; null while it counts by itself. */
  carriedUntil: Date | null;
  /** Whether the account owes a second factor. */
  hasSecondFactor: boolean;
}

/** Somebody signed in: a browser by its session's cookie, a program by an access token of its session. */
export interface SessionActor {
  kind: "session";
  proof: { by: "cookie" } | { by: "access_token"; jti: string; expiresAt: Date };
  userId: string;
  sessionId: string;
  role: PlatformRole;
  email: string;
  /** When they last proved who they are. */
  authTime: Date;
  /** Absent: nothing carried the proof, and no second factor is owed. */
  freshness?: Freshness;
  /** RFC 8176 method references. */
  amr: string[];
  /** The provider that vouched for them, as NextAuth names it. */
  provider?: string | null;
  /** Present while an administrator acts as them: what only the person may do is refused (lib/access/in-person.ts). */
  impersonator?: Impersonator;
  context: CallContext;
}

/** Nobody we know. */
export interface AnonymousActor {
  kind: "anonymous";
  context: CallContext;
}

/** An operator's command or a job. */
export interface SystemActor {
  kind: "system";
  /** Which one: `cli`, `worker`. */
  name: string;
  context: CallContext;
}

/** Who is calling. Every domain function takes one first. */
export type Actor = SessionActor | AnonymousActor | SystemActor;

/** An actor who is a person. */
export type UserActor = SessionActor;
