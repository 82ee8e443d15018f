import type { AppError } from "@/lib/errors";

const VERSION = "1.0";

export interface SuccessOptions {
  status?: number;
  message?: string;
  requestId: string;
  meta?: Record<string, unknown>;
  headers?: Record<string, string> | undefined;
}

/** A successful answer in the envelope every program relies on. */
export function success(data: unknown, { status = 200, message = "OK", requestId, meta = {}, headers = {} }: SuccessOptions): Response {
  return Response.json(
    { version: VERSION, success: true, code: status, message, request_id: requestId, data, meta },
    { status, headers: { "cache-control": "no-store", "x-request-id": requestId, ...headers } },
  );
}

/** The body of a failed answer; all of it is public. */
export function failureBody(error: AppError, requestId: string) {
  return {
    version: VERSION,
    success: false,
    code: error.status,
    message: error.message,
    request_id: requestId,
    error: { type: error.type, details: { ...error.details, ...(error.fields ? { fields: error.fields } : {}) } },
  };
}

/** A failed answer in the same envelope, with `Retry-After` in seconds where the error names one. */
export function failure(error: AppError, requestId: string, headers: Record<string, string> | undefined = {}): Response {
  return Response.json(failureBody(error, requestId), {
    status: error.status,
    headers: {
      "cache-control": "no-store",
      "x-request-id": requestId,
      ...(error.retryAfterSeconds ? { "retry-after": String(error.retryAfterSeconds) } : {}),
      ...headers,
    },
  });
}
