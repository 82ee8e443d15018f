import type { Server } from "node:http";

/** How long running requests may take to finish once the end was asked for. Milliseconds. */
export const DRAIN_MS = 10_000;

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
