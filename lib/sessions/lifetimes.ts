import { env } from "@/lib/env";

export interface SessionLifetimes {
  /** The window that slides with use, in seconds. */
  idleSeconds: number;
  /** Counted from sign-in; nothing moves it. In seconds. */
  absoluteSeconds: number;
}

/** Who holds the session, a browser or a program, and whether "remember me" was asked for. */
export type SessionKind = "browser" | "remembered" | "program" | "remembered_program";

/** Whether a session of this kind was asked to outlive the browser. */
export const isRemembered = (kind: SessionKind): boolean => kind === "remembered" || kind === "remembered_program";

/**
 * The two clocks of a new session. "Remember me" lifts both of a browser's to REFRESH_TOKEN_EXPIRE_MINUTES; a
 * program's session lives as long as its refresh tokens may.
 * @see docs/configuration.md; OWASP ASVS 5.0 §7.3.1–7.3.2.
 */
export function sessionLifetimes(kind: SessionKind): SessionLifetimes {
  if (kind === "browser") {
    return {
      idleSeconds: Math.min(env.SESSION_IDLE_TIMEOUT, env.SESSION_ABSOLUTE_TIMEOUT),
      absoluteSeconds: env.SESSION_ABSOLUTE_TIMEOUT,
    };
  }
  const seconds = (kind === "program" ? env.REFRESH_TOKEN_EXPIRE_MINUTES_SHORT : env.REFRESH_TOKEN_EXPIRE_MINUTES) * 60;
  return { idleSeconds: seconds, absoluteSeconds: seconds };
}

/**
 * How long after the last recorded use a session is written again, in milliseconds. A write at every
 * request would cost more than it tells; a twentieth of the window is precise enough for a clock that
 * people set in minutes.
 */
export function touchIntervalMs(idleSeconds: number): number {
  return Math.min(60_000, idleSeconds * 50);
}
