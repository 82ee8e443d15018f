import { Socket } from "node:net";
import type pg from "pg";

/**
 * How long a database connection may be silent while somebody waits for it, in milliseconds. A cable that is pulled or
 * a machine that is gone closes nothing: without a limit its connections would be waited for until TCP gives
 * up, a quarter of an hour later.
 */
export const SILENCE_MS = 10_000;

const cut = (client: pg.Client): void => void client.connection.stream.destroy();

/** Ends connections of a pool that fall silent while they are lent. Whoever waits is told that the connection was lost. */
export function cutSilentConnections(pool: pg.Pool): void {
  pool.on("connect", (client) => {
    client.connection.stream.on("timeout", () => cut(client));
  });
  pool.on("acquire", (client) => limitSilence(client, SILENCE_MS));
  // In the pool it may be as silent as it likes.
  pool.on("release", (_error, client) => limitSilence(client, 0));
}

/** Every byte, in either direction, starts the time anew. */
function limitSilence({ connection }: pg.Client, ms: number): void {
  if (connection.stream instanceof Socket) connection.stream.setTimeout(ms);
}

/** Resolves as `query` does; ends the connection when it takes too long. For connections that are held while nothing is asked. */
export async function unlessSilent<T>(client: pg.Client, query: Promise<T>): Promise<T> {
  const timer = setTimeout(cut, SILENCE_MS, client);
  try {
    return await query;
  } finally {
    clearTimeout(timer);
  }
}
