import { processSingleton } from "@/lib/process-singleton";
import { redis } from "@/lib/redis";
import type { LiveSession } from "@/lib/sessions/store";

/**
 * How long a session that was just read may be answered from memory, in milliseconds. It bounds how
 * long a session revoked on another instance can live here; this instance forgets at once.
 */
const FRESH_MS = 500;
const MOST_ENTRIES = 10_000;

interface Entry {
  session: LiveSession;
  readAt: number;
}

interface Cache {
  entries: Map<string, Entry>;
  /** Moves at every revocation, so that a read which began before it is not kept. */
  generation: number;
  hits: number;
  misses: number;
}

const cache = processSingleton<Cache>("session-cache", () => ({ entries: new Map(), generation: 0, hits: 0, misses: 0 }));

/** The session remembered under this key, if it was read within the last half second and has not ended since. */
export function recallSession(key: string): LiveSession | null {
  const entry = cache.entries.get(key);
  const now = Date.now();
  if (entry && now - entry.readAt <= FRESH_MS && entry.session.expires.getTime() > now) {
    cache.hits += 1;
    return entry.session;
  }
  if (entry) cache.entries.delete(key);
  cache.misses += 1;
  return null;
}

/** How often a session was found in memory, and how often not, since the process started. */
export const sessionCacheReads = (): { hits: number; misses: number } => ({ hits: cache.hits, misses: cache.misses });

/** Take this before reading from the database, and hand it to `rememberSession`. */
export function cacheGeneration(): number {
  return cache.generation;
}

/** Keeps what was read, unless something was revoked while it was being read. */
export function rememberSession(key: string, session: LiveSession, generation: number): void {
  if (generation !== cache.generation) return;
  if (cache.entries.size >= MOST_ENTRIES) {
    const oldest = cache.entries.keys().next();
    if (!oldest.done) cache.entries.delete(oldest.value);
  }
  cache.entries.delete(key);
  cache.entries.set(key, { session, readAt: Date.now() });
}

/** Where the ids are announced of people whose sessions changed. */
const CHANNEL = "portico:sessions-changed";

/**
 * Forgets one person's sessions, and those by which they act as others, on this instance at once, and on the others as soon as they hear of it or what they
 * remember is half a second old. Call it after the commit that changed them or the person.
 */
export function forgetCachedSessions(userId: string): void {
  forget(userId);
  redis?.announce(CHANNEL, userId);
}

/** Listens for what other instances forget, where there is a Redis to hear it through. It only saves half a second. */
export function hearForgottenSessions(): void {
  redis?.listen(CHANNEL, forget);
}

function forget(userId: string): void {
  cache.generation += 1;
  for (const [hash, entry] of cache.entries) {
    if (entry.session.userId === userId || entry.session.impersonator?.userId === userId) cache.entries.delete(hash);
  }
}
