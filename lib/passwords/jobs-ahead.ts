import { type EventLoopUtilization, performance } from "node:perf_hooks";

/** What a thread is given beyond the job it does, while the event loop has time to spare. */
const MANY = 3;

/** The same while the event loop is what everything waits for. */
const FEW = 1;

/** The share of its time at work from which on the event loop counts as busy: sign-ins by the API leave it a third, those by the page's form nothing. */
const BUSY = 0.9;

/** How long to watch before judging anew, in milliseconds. */
const WATCHED_MS = 50;

/**
 * How many short jobs to hand to a thread beyond the one it does, asked at each: each that comes back is a sign-in to finish, and those
 * that come back in one turn of a busy loop are what every other request waits for.
 * @see docs/performance.md, "What was won, and what was not worth it"
 */
export function jobsAhead(read: () => EventLoopUtilization = () => performance.eventLoopUtilization()): () => number {
  let seen = read();
  let ahead = MANY;
  return () => {
    const now = read();
    const watched = now.active + now.idle - seen.active - seen.idle;
    if (watched < WATCHED_MS) return ahead;
    ahead = (now.active - seen.active) / watched > BUSY ? FEW : MANY;
    seen = now;
    return ahead;
  };
}
