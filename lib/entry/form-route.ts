import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { callContext } from "@/lib/entry/actor";
import { DEFAULT_BODY_LIMIT } from "@/lib/entry/json-body";
import { assertSameOrigin } from "@/lib/entry/origin";
import { parseInput } from "@/lib/entry/parse-input";
import { toPublicError } from "@/lib/entry/public-error";
import type { RouteHandler } from "@/lib/entry/route";
import { assertStorable } from "@/lib/entry/storable-text";
import { AppError, ERROR_STATUS, type ErrorType } from "@/lib/errors";
import { LimitReport, reportedIn } from "@/lib/limits/report";

/** Our errors in the words of RFC 6749 §5.2; what it has no word for is a server error. */
export const OAUTH_ERROR: Partial<Record<ErrorType, string>> = {
  VALIDATION_ERROR: "invalid_request",
  MALFORMED_REQUEST: "invalid_request",
  UNSUPPORTED_MEDIA_TYPE: "invalid_request",
  PAYLOAD_TOO_LARGE: "invalid_request",
  FORBIDDEN: "invalid_request",
  INVALID_CREDENTIALS: "invalid_grant",
  EMAIL_NOT_VERIFIED: "invalid_grant",
  ACCOUNT_DISABLED: "invalid_grant",
  STEP_UP_REQUIRED: "invalid_grant",
  UNAVAILABLE: "temporarily_unavailable",
  RATE_LIMITED: "temporarily_unavailable",
};

/**
 * Makes a handler that takes an HTML form and answers as OAuth 2.0 does: the bare result, or `error` and
 * `error_description` (RFC 6749 §5.1–5.2). A cookie counts for nothing here.
 */
export function formRoute<I extends z.ZodType, O extends z.ZodType>(
  contract: { input: I; output: O },
  perform: (actor: Actor, input: z.output<I>) => Promise<z.input<O>>,
): RouteHandler {
  const handle: RouteHandler = async (request) => {
    const context = callContext(request.headers);
    const headers: Record<string, string> = { "cache-control": "no-store", pragma: "no-cache", "x-request-id": context.requestId };
    const spent = new LimitReport();
    try {
      assertSameOrigin(request, { hasCookie: false });
      const input = parseInput(contract.input, await readForm(request));
      const output = await reportedIn(spent, () => perform({ kind: "anonymous", context }, input));
      return Response.json(contract.output.parse(output), { headers: { ...headers, ...spent.headers() } });
    } catch (error) {
      Object.assign(headers, spent.headers());
      const known = toPublicError(error, context.requestId);
      if (known.retryAfterSeconds) headers["retry-after"] = String(known.retryAfterSeconds);
      const body = { error: OAUTH_ERROR[known.type] ?? "server_error", error_description: known.message };
      return Response.json(body, { status: oauthStatus(known.type), headers });
    }
  };
  return Object.assign(handle, { contract });
}

/** RFC 6749 §5.2: 400 for what is wrong with the request or the grant. */
export function oauthStatus(type: ErrorType): number {
  const status = ERROR_STATUS[type];
  return status === 401 || status === 422 ? 400 : status;
}

/** Fields of an urlencoded form; one that is given twice is refused (RFC 6749 §3.2). */
async function readForm(request: Request): Promise<Record<string, string>> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send the form as application/x-www-form-urlencoded.");
  }
  if (Number(request.headers.get("content-length") ?? 0) > DEFAULT_BODY_LIMIT)
    throw new AppError("PAYLOAD_TOO_LARGE", "The form is too large.");
  const fields = new URLSearchParams(await request.text());
  const given = [...fields.keys()];
  if (new Set(given).size !== given.length) throw new AppError("MALFORMED_REQUEST", "The form names a field twice.");
  const form = Object.fromEntries(fields);
  assertStorable(form);
  return form;
}
