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
 * Somebody else was quicker. Two transactions waited for each other, and PostgreSQL ended this one so that the other could go on;
 * or what this one had looked up was taken away before it was used (a row to change, one to refer to, another owner).
 */
const LOST_A_RACE = new Set(["P2034", "40P01", "40001", "P2025", "P2003", "23503", "23000"]);

/**
 * What may be told about an error. One of ours is told as it is; a database that is away is UNAVAILABLE, and so is a race
 * that was lost, since nothing was done and trying again gets the true answer;
 * everything else becomes INTERNAL, and its cause goes to the log under the request id.
 */
export function toPublicError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) {
    if (error.status >= 500) log.warn({ request_id: requestId, err: error.cause ?? error }, error.message);
    return error;
  }
  if (hasCode(error, LOST_A_RACE)) {
    log.warn({ request_id: requestId, err: error }, "a race was lost");
    return unavailable(1, error);
  }
  if (isConnectionFailure(error)) {
    log.error({ request_id: requestId, err: error }, "the database cannot be reached");
    return unavailable(5, error);
  }
  log.error({ request_id: requestId, err: error }, "unexpected error");
  return new AppError("INTERNAL", "Something went wrong on our side. Please try again.", { cause: error });
}

function hasCode(error: unknown, codes: ReadonlySet<string>, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  // The driver's own code stands deeper down where Prisma has a word of its own for a failed statement.
  for (const name of ["code", "originalCode"]) {
    const code: unknown = Reflect.get(error, name);
    if (typeof code === "string" && codes.has(code)) return true;
  }
  return ["cause", "meta", "driverAdapterError"].some((name) => hasCode(Reflect.get(error, name), codes, depth + 1));
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
