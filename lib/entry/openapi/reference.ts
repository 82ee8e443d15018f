import { OAUTH_ERROR, oauthStatus } from "@/lib/entry/form-route";
import { API_BASE } from "@/lib/entry/openapi/api-base";
import { errorsOf } from "@/lib/entry/openapi/failures";
import { type CallerKind, type Operation, type OperationGroup, pathParameters } from "@/lib/entry/openapi/operation";
import { OPERATION_GROUPS } from "@/lib/entry/openapi/operations/all";
import { asObject, propertiesOf, requiredOf, SchemaCollector } from "@/lib/entry/openapi/schemas";
import { ERROR_STATUS, type ErrorType } from "@/lib/errors";

const CALLERS: Record<CallerKind, string> = { none: "anybody", optional: "anybody", session: "signed in", admin: "administrators" };

const COMMON = new Set(["INTERNAL", "UNAVAILABLE", "MALFORMED_REQUEST", "PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"]);

const HEAD = `# Every endpoint of the API

Written by \`npm run api:docs\` from the schemas that parse the requests; do not change it by hand. [api.md](api.md) has the envelope,
the error types, who calls, and examples. A running portal shows the same with every field at \`/docs\` and \`/redoc\`, and gives the
OpenAPI 3.1 document at \`/api/openapi.json\`.

A question mark marks what may be left out. Every answer can also be 400, 500 or 503, every method but GET also 403 (another site's
request), 413 or 415, and a bearer token that is wrong is 401 everywhere.
`;

/** The page docs/api-reference.md. */
export function apiReference(): string {
  return [HEAD, ...OPERATION_GROUPS.map(section)].join("\n");
}

function section(group: OperationGroup): string {
  const rows = group.operations.map(row);
  return [
    `## ${group.tag}\n`,
    `${group.description}\n`,
    "| method and path | does | who | takes | answers | errors |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function row(operation: Operation): string {
  const { method, path, aliases = [], summary, caller, contract } = operation;
  const names = [path, ...aliases].map((name) => `\`${API_BASE}${name}\``).join(" or ");
  const status = contract.status ? `${contract.status} ` : "";
  const cells = [
    `${method.toUpperCase()} ${names}`,
    summary,
    CALLERS[caller],
    takes(operation),
    status + answers(operation),
    errors(operation),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").trim()).join(" | ")} |`;
}

function takes(operation: Operation): string {
  const schemas = new SchemaCollector();
  const input = schemas.of(operation.contract.input, "input");
  const inPath = pathParameters(operation.path);
  const choices = Array.isArray(input.anyOf) ? input.anyOf.map(asObject) : [input];
  const lists = choices.map((choice) =>
    Object.keys(propertiesOf(choice))
      .filter((name) => !inPath.includes(name))
      .map((name) => `\`${name}${requiredOf(choice).includes(name) ? "" : "?"}\``)
      .join(", "),
  );
  return lists.join("; or ");
}

function answers(operation: Operation): string {
  if (operation.wire === "webp") return "the bytes, WebP";
  if (operation.wire === "zip") return "the bytes, ZIP";
  if (operation.wire === "redirect") return "nothing: the browser goes on to `Location`";
  if (operation.wire === "lines") return "the file, JSON Lines or CSV";
  const properties = propertiesOf(resolved(operation));
  if (!properties.items || !properties.next_cursor) return names(properties);
  return `a list: ${names(propertiesOf(asObject(properties.items.items ?? {})))}`;
}

/** The answer's schema, written out where it is a shared one. */
function resolved(operation: Operation) {
  const schemas = new SchemaCollector();
  const expand = (value: unknown): unknown => {
    if (Array.isArray(value)) return value;
    if (typeof value !== "object" || value === null) return value;
    const { $ref, ...rest } = asObject(value);
    const shared = typeof $ref === "string" ? schemas.shared[$ref.replace("#/components/schemas/", "")] : undefined;
    return shared ?? Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, expand(inner)]));
  };
  return asObject(expand(schemas.of(operation.contract.output, "output")));
}

const names = (properties: object): string =>
  Object.keys(properties)
    .map((name) => `\`${name}\``)
    .join(", ");

function errors(operation: Operation): string {
  const own = errorsOf(operation).filter(
    (type) => operation.errors.includes(type) || type === "VALIDATION_ERROR" || isRefusal(operation, type),
  );
  const told = own.filter((type) => !COMMON.has(type));
  const sentences = operation.wire === "oauth_form" ? told.map(oauthError) : told.map((type) => `${ERROR_STATUS[type]} \`${type}\``);
  return [...new Set(sentences)].join(", ");
}

const oauthError = (type: ErrorType): string => `${oauthStatus(type)} \`${OAUTH_ERROR[type] ?? "server_error"}\``;

const isRefusal = ({ caller }: Operation, type: string): boolean =>
  (type === "UNAUTHENTICATED" && (caller === "session" || caller === "admin")) || (type === "FORBIDDEN" && caller === "admin");
