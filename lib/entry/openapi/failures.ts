import { z } from "zod";
import { OAUTH_ERROR, oauthStatus } from "@/lib/entry/form-route";
import { answerHeaders, EXAMPLE_REQUEST_ID, retryHeaders } from "@/lib/entry/openapi/headers";
import { isCreating, type Operation } from "@/lib/entry/openapi/operation";
import { ERROR_STATUS, type ErrorType } from "@/lib/errors";

/** What each type means; also the message of its example. */
const MEANING: Record<ErrorType, string> = {
  VALIDATION_ERROR: "Some of this is not right; `details.fields` says what.",
  MALFORMED_REQUEST: "The body is not a JSON object, or the address cannot be read.",
  UNAUTHENTICATED: "Please sign in.",
  INVALID_CREDENTIALS: "The e-mail address, username or password is wrong.",
  TOKEN_EXPIRED: "The token or link has expired.",
  TOKEN_REVOKED: "The token was revoked, or has ended with its session.",
  STEP_UP_REQUIRED: "Prove anew who you are, with `POST /auth/step-up`; `details.methods` says by what.",
  EMAIL_NOT_VERIFIED: "Confirm your e-mail address first.",
  ACCOUNT_DISABLED: "This account is deactivated, or needs a new password.",
  FORBIDDEN: "You may not do this.",
  NOT_FOUND: "There is nothing here.",
  METHOD_NOT_ALLOWED: "This address does not take this method.",
  CONFLICT: "This is taken, or has changed in the meantime.",
  PRECONDITION_FAILED: "This has changed since you read it. Read it again and repeat your change.",
  PAYLOAD_TOO_LARGE: "The body is too large.",
  UNSUPPORTED_MEDIA_TYPE: "Send the body as application/json.",
  RATE_LIMITED: "Too many attempts. Try again later.",
  INTERNAL: "Something went wrong on our side. Please try again.",
  UNAVAILABLE: "We are very busy right now. Please try again in a moment.",
};

const isErrorType = (name: string): name is ErrorType => name in ERROR_STATUS;
const ERROR_TYPES = Object.keys(ERROR_STATUS).filter(isErrorType);

/** Every type the operation can answer with, in the table's order: its own, and those of the way in. */
export function errorsOf(operation: Operation): ErrorType[] {
  // MALFORMED_REQUEST: an address that cannot be read.
  const can = new Set<ErrorType>([...operation.errors, "MALFORMED_REQUEST", "INTERNAL", "UNAVAILABLE"]);
  // Bytes are the browser's to keep; whatever else is asked for is counted.
  if (operation.wire !== "webp") can.add("RATE_LIMITED");
  // A bearer token that is wrong is refused wherever it is sent; the form looks at none.
  if (operation.wire !== "oauth_form") for (const type of ["UNAUTHENTICATED", "TOKEN_EXPIRED", "TOKEN_REVOKED"] as const) can.add(type);
  // An organization does not open to a session that does not meet its policy.
  if (operation.caller === "admin" || operation.path.startsWith("/organizations/{organization_id}")) can.add("FORBIDDEN");
  // Whatever administrators change takes a fresh proof of who they are.
  if (operation.caller === "admin" && operation.method !== "get") can.add("STEP_UP_REQUIRED");
  if (operation.method !== "get") {
    // FORBIDDEN: a request that another site made a browser send.
    for (const type of ["FORBIDDEN", "PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"] as const) can.add(type);
  }
  if (isCreating(operation)) for (const type of ["CONFLICT", "VALIDATION_ERROR"] as const) can.add(type);
  if (operation.contract.etag && operation.method !== "get") can.add("PRECONDITION_FAILED");
  const { input } = operation.contract;
  // For a picture an id that is none is one that nothing has.
  if (operation.wire !== "webp" && (!(input instanceof z.ZodObject) || Object.keys(input.shape).length > 0)) can.add("VALIDATION_ERROR");
  return ERROR_TYPES.filter((type) => can.has(type));
}

/** The failed answers of an operation by status; JSON of the envelope, or of RFC 6749 §5.2 for the form. */
export function failureResponses(operation: Operation): Record<string, unknown> {
  const isForm = operation.wire === "oauth_form";
  const byStatus = new Map<number, ErrorType[]>();
  for (const type of errorsOf(operation)) {
    const status = isForm ? oauthStatus(type) : ERROR_STATUS[type];
    byStatus.set(status, [...(byStatus.get(status) ?? []), type]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, types]) => [
      String(status),
      {
        description: types.map((type) => `\`${type}\`: ${MEANING[type]}`).join("\n\n"),
        headers: status === 429 || status === 503 ? retryHeaders(operation) : answerHeaders(operation),
        content: { "application/json": isForm ? oauthFailure(types) : envelopeFailure(status, types) },
      },
    ]),
  );
}

function envelopeFailure(code: number, types: ErrorType[]): Record<string, unknown> {
  const narrowed = { code: { const: code }, error: { type: "object", properties: { type: { enum: types } } } };
  return {
    schema: { allOf: [{ $ref: "#/components/schemas/Failure" }, { type: "object", properties: narrowed }] },
    examples: Object.fromEntries(types.map((type) => [type, { value: exampleFailure(type) }])),
  };
}

function exampleFailure(type: ErrorType): Record<string, unknown> {
  const details = type === "VALIDATION_ERROR" ? { fields: { form: ["This is not right."] } } : {};
  const { [type]: code } = ERROR_STATUS;
  return { version: "1.0", success: false, code, message: MEANING[type], request_id: EXAMPLE_REQUEST_ID, error: { type, details } };
}

function oauthFailure(types: ErrorType[]): Record<string, unknown> {
  const examples = types.map((type) => [type, { value: { error: OAUTH_ERROR[type] ?? "server_error", error_description: MEANING[type] } }]);
  // What is refused before it comes to the form, such as an address that cannot be read, is refused in the envelope.
  const schema = { anyOf: [{ $ref: "#/components/schemas/OAuthFailure" }, { $ref: "#/components/schemas/Failure" }] };
  return { schema, examples: Object.fromEntries(examples) };
}

/** The schemas of both kinds of failure. */
export const FAILURE_SCHEMAS = {
  Failure: {
    type: "object",
    required: ["version", "success", "code", "message", "request_id", "error"],
    properties: {
      version: { const: "1.0" },
      success: { const: false },
      code: { type: "integer", description: "The status of the answer." },
      message: { type: "string", description: "For people; may change." },
      request_id: { type: "string", format: "uuid" },
      error: {
        type: "object",
        required: ["type", "details"],
        properties: {
          type: { type: "string", enum: ERROR_TYPES },
          details: {
            type: "object",
            properties: {
              reason: {
                type: "string",
                description: "Where one type has several causes: `policy` is the security policy of an organization.",
              },
              methods: {
                type: "array",
                items: { type: "string" },
                description:
                  "With `STEP_UP_REQUIRED`: `password` together with one of the codes where there are any; instead of both `passkey`, or `sign_in` again.",
              },
              max_age: { type: "integer", description: "With `STEP_UP_REQUIRED`: how old the proof may be, in seconds." },
              challenge: {
                type: "object",
                description: "Of a sign-in that has to wait: work that is taken instead. Sign in again with the result as `proof`.",
                required: ["type", "challenge", "bits", "expires_in"],
                properties: {
                  type: { const: "proof_of_work" },
                  challenge: { type: "string" },
                  bits: {
                    type: "integer",
                    description:
                      "SHA-256 of `challenge`, a colon and a decimal number begins with so many zero bits; that text is the proof.",
                  },
                  expires_in: { type: "integer", description: "Seconds." },
                },
              },
              fields: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
            },
          },
        },
      },
    },
  },
  OAuthFailure: {
    type: "object",
    required: ["error", "error_description"],
    properties: {
      error: { type: "string", enum: [...new Set(Object.values(OAUTH_ERROR)), "server_error"] },
      error_description: { type: "string" },
    },
  },
};
