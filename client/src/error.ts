import type { ErrorType } from "./types.ts";

/** What can go wrong besides what the portal says: no answer came, or one that is not the portal's. */
export type PorticoErrorType = ErrorType | "NETWORK_ERROR" | "UNEXPECTED_ANSWER";

export interface PorticoErrorFacts {
  type: PorticoErrorType;
  status?: number | undefined;
  fields?: Record<string, string[]> | undefined;
  details?: Record<string, unknown> | undefined;
  retryAfterSeconds?: number | undefined;
  requestId?: string | undefined;
  cause?: unknown;
}

/** The one error that the client throws, but for the reason of an aborted signal, which passes as it is. */
export class PorticoError extends Error {
  override name = "PorticoError";
  /** For programs to decide by; `message` is for people. */
  readonly type: PorticoErrorType;
  /** Of the answer; 0 when none came. */
  readonly status: number;
  /** Messages beside each field; what concerns no field stands under `form`. */
  readonly fields: Record<string, string[]>;
  /** Everything in `error.details`. */
  readonly details: Record<string, unknown>;
  /** When to come back, where the portal says so. */
  readonly retryAfterSeconds: number | undefined;
  /** Names the request in the portal's log; tell it when you ask for help. */
  readonly requestId: string | undefined;

  constructor(message: string, facts: PorticoErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.type = facts.type;
    this.status = facts.status ?? 0;
    this.fields = facts.fields ?? {};
    this.details = facts.details ?? {};
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.requestId = facts.requestId;
  }
}

/** Whether something that was thrown is a PorticoError, of one of these types when any are given. */
export function isPorticoError(error: unknown, ...types: PorticoErrorType[]): error is PorticoError {
  return error instanceof PorticoError && (types.length === 0 || types.includes(error.type));
}
