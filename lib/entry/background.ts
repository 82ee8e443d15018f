import { prepareSetup } from "@/lib/accounts/setup";
import { pool } from "@/lib/db";
import { lifecycle, onStop } from "@/lib/entry/lifecycle";
import { startWorker } from "@/lib/entry/worker";
import { loadKeptKeys } from "@/lib/kept-keys";
import { log } from "@/lib/log";
import { closeHashPool } from "@/lib/passwords/hash";
import { prepareLeakedPasswords } from "@/lib/passwords/leaked";
import { redis } from "@/lib/redis";
import { hearForgottenSessions } from "@/lib/sessions/session-cache";

/**
 * Starts what runs beside the requests, once, and only in the process that serves: a build and a test
 * load the same code and must not take anybody's jobs.
 */
export async function startBackground(): Promise<void> {
  if (!lifecycle.isServer) return;
  onStop("database", () => pool.end());
  onStop("redis", async () => redis?.close());
  hearForgottenSessions();
  onStop("hash pool", closeHashPool);
  // Read now, in a thread, the list keeps nobody waiting; what fails here is tried again when it is needed.
  prepareLeakedPasswords().catch((error: unknown) => log.error({ err: error }, "the list of leaked passwords could not be read"));
  loadKeptKeys().catch((error: unknown) => log.error({ err: error }, "the keys of a former ENCRYPTION_KEY could not be read"));
  const worker = startWorker();
  onStop("worker", () => worker.stop());
  try {
    lifecycle.setupUrl = await prepareSetup();
  } catch (error) {
    // A portal that starts before its database serves as soon as that one is there; its link comes with the next start.
    log.error({ err: error }, "the set-up link could not be made");
  }
}

interface FailedRequest {
  headers: Record<string, string | string[] | undefined>;
  method: string;
  /** The route's pattern; the path itself may carry a token. */
  route: string;
  kind: string;
}

/** Logs an error that no handler of ours caught, under the id that the person was shown. */
export function reportRequestError(error: unknown, { headers, ...request }: FailedRequest): void {
  const requestId = headers["x-request-id"];
  log.error({ err: error, request_id: Array.isArray(requestId) ? requestId[0] : requestId, ...request }, "a page or handler failed");
}
