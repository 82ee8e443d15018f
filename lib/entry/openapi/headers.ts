import { isCreating, type Operation } from "@/lib/entry/openapi/operation";

/** The request id of every example. */
export const EXAMPLE_REQUEST_ID = "0b9c1f6e-4d1a-4c57-9f0e-2a6b8d3e7f10";

const header = (name: string) => ({ $ref: `#/components/headers/${name}` });

/** What every answer carries. */
const ANSWER_HEADERS = { "X-Request-ID": header("X-Request-ID"), "X-Process-Time": header("X-Process-Time") };

const LIMIT_HEADERS = {
  "RateLimit-Limit": header("RateLimit-Limit"),
  "RateLimit-Remaining": header("RateLimit-Remaining"),
  "RateLimit-Reset": header("RateLimit-Reset"),
};

type Described = Pick<Operation, "method" | "contract">;

/** What the answers of an operation carry: what is not a read spends a budget, and says how it stands. */
export const answerHeaders = ({ method }: Described) => (method === "get" ? ANSWER_HEADERS : { ...ANSWER_HEADERS, ...LIMIT_HEADERS });

/** What those carry that succeeded. */
export const successHeaders = (operation: Operation) => ({
  ...answerHeaders(operation),
  ...(operation.contract.etag ? { ETag: header("ETag") } : {}),
  ...(isCreating(operation) ? { "Idempotency-Replayed": header("Idempotency-Replayed") } : {}),
});

/** What those carry that say when to come back. */
export const retryHeaders = (operation: Described) => ({ ...answerHeaders(operation), "Retry-After": header("Retry-After") });

/** What may be sent with an operation, as its parameters. */
export function headerParameters(operation: Operation): Array<Record<string, unknown>> {
  const { method, contract } = operation;
  return [
    ...(isCreating(operation) ? [parameter("Idempotency-Key", KEY)] : []),
    ...(contract.etag && method === "get" ? [parameter("If-None-Match", { description: "The `ETag` that the caller has." })] : []),
    ...(contract.etag && method !== "get" ? [parameter("If-Match", { description: "The `ETag` of what is to be changed." })] : []),
  ];
}

const KEY = {
  description: "The same request with the same key is done once, and answered alike for a day.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
  example: "8e03978e-40d5-43e8-bc93-6894a57f9324",
};

const parameter = (name: string, more: Record<string, unknown>) => ({
  name,
  in: "header",
  required: false,
  schema: { type: "string" },
  ...more,
});

/** For `components.headers`. */
export const HEADER_COMPONENTS = {
  "X-Request-ID": {
    description: "Names this request in our log; tell it when you ask for help.",
    required: true,
    schema: { type: "string", format: "uuid" },
    example: EXAMPLE_REQUEST_ID,
  },
  "X-Process-Time": {
    description: "Seconds from the request's arrival to its answer.",
    required: true,
    schema: { type: "string", pattern: "^\\d+\\.\\d{4}$" },
    example: "0.0042",
  },
  "RateLimit-Limit": {
    description: "Of the budgets that this request spent, the one that will refuse first: its points.",
    schema: { type: "integer", minimum: 1 },
    example: 5,
  },
  "RateLimit-Remaining": {
    description: "How many of its points are left.",
    schema: { type: "integer", minimum: 0 },
    example: 4,
  },
  "RateLimit-Reset": {
    description: "Seconds until all of its points are there again.",
    schema: { type: "integer", minimum: 0 },
    example: 60,
  },
  ETag: {
    description: "Names this state of what is answered; send it as `If-Match` to change it only while it is so.",
    schema: { type: "string" },
    example: '"9a0364b9e99bb480dd25e1f0284c8555"',
  },
  "Idempotency-Replayed": {
    description: "`true` when the request had been done before: this is the answer of then.",
    schema: { type: "string", const: "true" },
    example: "true",
  },
  "Retry-After": {
    description: "Seconds after which to try again.",
    schema: { type: "integer", minimum: 1 },
    example: 30,
  },
};
