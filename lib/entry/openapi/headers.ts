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

/** What the answers of an operation with this method carry: what is not a read spends a budget, and says how it stands. */
export const answerHeaders = (method: string) => (method === "get" ? ANSWER_HEADERS : { ...ANSWER_HEADERS, ...LIMIT_HEADERS });

/** The same, and when to come back. */
export const retryHeaders = (method: string) => ({ ...answerHeaders(method), "Retry-After": header("Retry-After") });

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
  "Retry-After": {
    description: "Seconds after which to try again.",
    schema: { type: "integer", minimum: 1 },
    example: 30,
  },
};
