import type { Server } from "node:http";

/** How long running requests may take to finish once the end was asked for. Milliseconds. */
export const DRAIN_MS = 10_000;

/**
 * How long to go on taking requests once the end was asked for, telling each connection that it ends. Milliseconds.
 * A client that uses a kept connection at this very moment cannot know; closing it at once would lose what it sent.
 */
export const ARRIVAL_MS = 250;

/**
 * Stops taking connections and waits until running requests are answered, at most `withinMs`; what is
 * still open then is cut. Returns whether everything finished by itself.
 */
export async function drain(server: Server, withinMs = DRAIN_MS): Promise<boolean> {
  let finished = true;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      finished = false;
      server.closeAllConnections();
    }, withinMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
  return finished;
}
