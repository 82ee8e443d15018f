import { SESSION_COOKIE } from "@/lib/entry/cookie-names";
import { API_BASE } from "@/lib/entry/openapi/api-base";
import { FAILURE_SCHEMAS, failureResponses } from "@/lib/entry/openapi/failures";
import { HEADER_COMPONENTS } from "@/lib/entry/openapi/headers";
import type { CallerKind, Operation } from "@/lib/entry/openapi/operation";
import { OPERATION_GROUPS, OPERATIONS } from "@/lib/entry/openapi/operations/all";
import { requestPart } from "@/lib/entry/openapi/requests";
import { SchemaCollector } from "@/lib/entry/openapi/schemas";
import { SUCCESS_SCHEMA, successResponse } from "@/lib/entry/openapi/successes";
import { env } from "@/lib/env";
import packageJson from "@/package.json";

const DESCRIPTION = `Everything that programs need to use Portico.

**Callers.** Send \`Authorization: Bearer <access token>\`. A browser's session cookie counts too; then every method but GET needs a same-origin \`Origin\`. A bearer token that is wrong is refused everywhere, also where none is needed.

**Answers** come in one envelope; \`message\` is for people, \`error.type\` and the status are for programs. Every answer carries \`X-Request-ID\` and \`X-Process-Time\`. A method that an address does not take is answered 405 \`METHOD_NOT_ALLOWED\` with \`Allow\`.

**Limits.** Each answer to what is not a read says how the tightest budget stands that it spent: \`RateLimit-Limit\`, \`RateLimit-Remaining\`, \`RateLimit-Reset\` (seconds). Who has used one up is answered 429 \`RATE_LIMITED\` with \`Retry-After\`.

**Sent twice.** A POST that creates heeds \`Idempotency-Key\`: the same request with the same key is done once, and for a day answered alike, with \`Idempotency-Replayed: true\`. While the first is still running the answer is 409; another body under the same key is 422.

**Changed meanwhile.** Where an answer has an \`ETag\`, a change with \`If-Match\` is made only while it is still so, else 412 \`PRECONDITION_FAILED\`.

**Lists** take \`limit\` (1–100) with \`cursor\` or \`skip\`, and answer \`meta.next_cursor\`, null on the last page.`;

const SIGNED_IN: Array<Record<string, string[]>> = [{ access_token: [] }, { password: [] }, { session_cookie: [] }];

const SECURITY: Record<CallerKind, Array<Record<string, string[]>>> = {
  none: [],
  optional: [{}, ...SIGNED_IN],
  session: SIGNED_IN,
  admin: SIGNED_IN,
};

const SECURITY_SCHEMES = {
  access_token: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "The access token of a login (RFC 6750)." },
  password: {
    type: "oauth2",
    description: "Fetches an access token with a password, for API consoles.",
    flows: { password: { tokenUrl: `${env.APP_URL}${API_BASE}/auth/login/form`, scopes: {} } },
  },
  session_cookie: { type: "apiKey", in: "cookie", name: SESSION_COOKIE, description: "The session of a signed-in browser." },
};

const CALLER_NOTE: Partial<Record<CallerKind, string>> = {
  optional: "Works signed in and signed out.",
  admin: "For administrators of the platform.",
};

/** Makes the OpenAPI 3.1 document from the schemas that parse the requests. The same call makes the same document. */
export function buildOpenApiDocument() {
  const schemas = new SchemaCollector();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    const path = API_BASE + operation.path;
    paths[path] = { ...paths[path], [operation.method]: operationObject(operation, schemas) };
  }
  return {
    openapi: "3.1.1",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: { title: "Portico API", version: packageJson.version, description: DESCRIPTION },
    servers: [{ url: env.APP_URL }],
    tags: OPERATION_GROUPS.map(({ tag, description }) => ({ name: tag, description })),
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      headers: HEADER_COMPONENTS,
      schemas: { Success: SUCCESS_SCHEMA, ...FAILURE_SCHEMAS, ...schemas.shared },
    },
  };
}

function operationObject(operation: Operation & { tag: string }, schemas: SchemaCollector): Record<string, unknown> {
  const description = [operation.description, CALLER_NOTE[operation.caller]].filter(Boolean).join("\n\n");
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(description ? { description } : {}),
    tags: [operation.tag],
    security: SECURITY[operation.caller],
    ...requestPart(operation, schemas),
    responses: { ...successResponse(operation, schemas), ...failureResponses(operation) },
  };
}

let text: string | undefined;

/** The document as JSON text; built once for as long as the process lives. */
export function openApiText(): string {
  text ??= JSON.stringify(buildOpenApiDocument());
  return text;
}
