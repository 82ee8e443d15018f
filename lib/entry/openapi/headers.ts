/** The request id of every example. */
export const EXAMPLE_REQUEST_ID = "0b9c1f6e-4d1a-4c57-9f0e-2a6b8d3e7f10";

const header = (name: string) => ({ $ref: `#/components/headers/${name}` });

/** What every answer carries. */
export const ANSWER_HEADERS = { "X-Request-ID": header("X-Request-ID"), "X-Process-Time": header("X-Process-Time") };

/** The same, and when to come back. */
export const RETRY_HEADERS = { ...ANSWER_HEADERS, "Retry-After": header("Retry-After") };

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
  "Retry-After": {
    description: "Seconds after which to try again.",
    schema: { type: "integer", minimum: 1 },
    example: 30,
  },
};
