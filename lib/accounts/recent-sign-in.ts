import type { UserActor } from "@/lib/access/actor";

/** How old a sign-in may be, in milliseconds, to prove by itself who somebody is (OWASP ASVS 5.0 §7.5.1). */
const RECENT_MS = 10 * 60 * 1000;

/** Whether somebody signed in so lately that nothing more has to be proven. */
export const hasRecentSignIn = (actor: UserActor): boolean => Date.now() - actor.authTime.getTime() <= RECENT_MS;
