/** Every kind of failure a caller can be told about, with its HTTP status (docs: contract, "Envelope"). */
export const ERROR_STATUS = {
  VALIDATION_ERROR: 422,
  MALFORMED_REQUEST: 400,
  UNAUTHENTICATED: 401,
  INVALID_CREDENTIALS: 401,
  TOKEN_EXPIRED: 401,
  TOKEN_REVOKED: 401,
  STEP_UP_REQUIRED: 403,
  EMAIL_NOT_VERIFIED: 403,
  ACCOUNT_DISABLED: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type ErrorType = keyof typeof ERROR_STATUS;

/** Messages for one field each, keyed by the field's name on the wire. */
export type FieldErrors = Record<string, string[]>;

export interface ErrorOptions {
  /** Shown beside the fields of a form, and in `error.details.fields`. */
  fields?: FieldErrors;
  /** Sent as `Retry-After`, in whole seconds. */
  retryAfterSeconds?: number;
  /** Further public facts for `error.details`. */
  details?: Record<string, unknown>;
  /** For the log only; never shown. */
  cause?: unknown;
}

/**
 * The one error a domain function throws on purpose. `message` is public: write it for the person
 * who reads it, and put nothing in it that they may not know.
 */
export class AppError extends Error {
  override name = "AppError";
  readonly type: ErrorType;
  readonly status: number;
  readonly fields: FieldErrors | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(type: ErrorType, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.type = type;
    this.status = ERROR_STATUS[type];
    this.fields = options.fields;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.details = options.details;
  }
}

/** 422 with messages beside their fields; `message` defaults to the first of them. */
export function invalidInput(fields: FieldErrors, message?: string): AppError {
  return new AppError("VALIDATION_ERROR", message ?? Object.values(fields)[0]?.[0] ?? "Some of this is not right.", { fields });
}

/** 401: nobody is signed in, or no longer. */
export const unauthenticated = (message = "Please sign in."): AppError => new AppError("UNAUTHENTICATED", message);

/** 403: the caller is known and may not. Use `notFound` where they may not even know that the thing exists. */
export const forbidden = (message = "You may not do this."): AppError => new AppError("FORBIDDEN", message);

/** 404, also for what the caller may not know about. */
export const notFound = (message = "There is nothing here."): AppError => new AppError("NOT_FOUND", message);

/** 409, beside `field` where one caused it. */
export function conflict(message: string, field?: string): AppError {
  return new AppError("CONFLICT", message, field ? { fields: { [field]: [message] } } : {});
}

/** 412: it is no longer as the caller saw it (`If-Match`, RFC 9110 §13.1.1). Nothing was changed. */
export const preconditionFailed = (): AppError =>
  new AppError("PRECONDITION_FAILED", "This has changed since you read it. Read it again and repeat your change.");

/** 429 with `Retry-After`; `details` may say what can be done instead of waiting. */
export function rateLimited(retryAfterSeconds: number, details?: Record<string, unknown>): AppError {
  const seconds = Math.max(1, Math.ceil(retryAfterSeconds));
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new AppError("RATE_LIMITED", `Too many attempts. Try again in ${wait}.`, {
    retryAfterSeconds: seconds,
    ...(details ? { details } : {}),
  });
}

/** 503 with `Retry-After`: the work was refused before anything changed. */
export function unavailable(retryAfterSeconds: number, cause?: unknown): AppError {
  return new AppError("UNAVAILABLE", "We are very busy right now. Please try again in a moment.", { retryAfterSeconds, cause });
}
