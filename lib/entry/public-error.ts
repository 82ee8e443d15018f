import { AppError, unavailable } from "@/lib/errors";
import { log } from "@/lib/log";

const CONNECTION_FAILURES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOENT",
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "08006", // connection_failure
  "08001", // unable to connect
  "53300", // too_many_connections
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024", // pool timeout
  "P2028", // transaction could not start in time
]);

/**
 * What may be told about an error. One of ours is told as it is; a database that is away is UNAVAILABLE;
 * everything else becomes INTERNAL, and its cause goes to the log under the request id.
 */
export function toPublicError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) {
    if (error.status >= 500) log.warn({ request_id: requestId, err: error.cause ?? error }, error.message);
    return error;
  }
  if (isConnectionFailure(error)) {
    log.error({ request_id: requestId, err: error }, "the database cannot be reached");
    return unavailable(5, error);
  }
  log.error({ request_id: requestId, err: error }, "unexpected error");
  return new AppError("INTERNAL", "Something went wrong on our side. Please try again.", { cause: error });
}

function isConnectionFailure(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  const code: unknown = Reflect.get(error, "code");
  if (typeof code === "string" && CONNECTION_FAILURES.has(code)) return true;
  const message: unknown = Reflect.get(error, "message");
  if (
    typeof message === "string" &&
    /terminated unexpectedly|timeout exceeded when trying to connect|Can't reach database|DatabaseNotReachable|server closed the connection|cached plan must not change/i.test(
      message,
    )
  ) {
    return true;
  }
  return isConnectionFailure(Reflect.get(error, "cause"), depth + 1);
}
