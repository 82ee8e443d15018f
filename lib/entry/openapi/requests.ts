import { headerParameters } from "@/lib/entry/openapi/headers";
import { type Operation, pathParameters } from "@/lib/entry/openapi/operation";
import { type JsonSchema, propertiesOf, requiredOf, type SchemaCollector } from "@/lib/entry/openapi/schemas";

/** An operation's example request, taken apart as it travels. */
export interface ExampleRequest {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  /** Null where nothing is sent. */
  body: Record<string, unknown> | null;
}

const DESCRIPTIONS: Record<string, string> = {
  limit: "How many at most.",
  cursor: "`meta.next_cursor` of the page before.",
  skip: "How many to leave out, for callers that count pages.",
  search: "Part of an address, username or name, in any case.",
};

const readsQuery = (operation: Operation): boolean => operation.method === "get";

/** Takes the example's input apart just as `route` puts a request together. */
export function exampleRequest(operation: Operation): ExampleRequest {
  const names = pathParameters(operation.path);
  const entries = Object.entries(operation.example.input);
  const path = Object.fromEntries(entries.filter(([name]) => names.includes(name)));
  const rest = Object.fromEntries(entries.filter(([name]) => !names.includes(name)));
  if (readsQuery(operation)) return { path, query: rest, body: null };
  return { path, query: {}, body: Object.keys(rest).length > 0 ? rest : null };
}

/** `parameters` and `requestBody` of an operation, as far as it has them. */
export function requestPart(operation: Operation, schemas: SchemaCollector): Record<string, unknown> {
  const input = schemas.of(operation.contract.input, "input");
  const names = pathParameters(operation.path);
  const example = exampleRequest(operation);
  const own = Object.entries(propertiesOf(input));
  const parameters: Array<Record<string, unknown>> = own
    .filter(([name]) => names.includes(name) || readsQuery(operation))
    .map(([name, schema]) => {
      const inPath = names.includes(name);
      const value = inPath ? example.path[name] : example.query[name];
      return {
        name,
        in: inPath ? "path" : "query",
        required: inPath || requiredOf(input).includes(name),
        ...(DESCRIPTIONS[name] ? { description: DESCRIPTIONS[name] } : {}),
        schema,
        ...(value === undefined ? {} : { example: value }),
      };
    });
  parameters.push(...headerParameters(operation));
  const body = readsQuery(operation) ? null : without(input, names);
  return {
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: requestBody(operation, body, example) } : {}),
  };
}

function requestBody(operation: Operation, schema: JsonSchema, example: ExampleRequest): Record<string, unknown> {
  const type = operation.wire === "oauth_form" ? "application/x-www-form-urlencoded" : "application/json";
  const required = requiredOf(schema).length > 0 || "anyOf" in schema;
  return { required, content: { [type]: { schema, ...(example.body ? { example: example.body } : {}) } } };
}

/** The schema less the named properties; null when none is left. */
function without(schema: JsonSchema, names: string[]): JsonSchema | null {
  if (!("properties" in schema)) return schema;
  const properties = Object.entries(propertiesOf(schema)).filter(([name]) => !names.includes(name));
  if (properties.length === 0) return null;
  const required = requiredOf(schema).filter((name) => !names.includes(name));
  return { type: "object", properties: Object.fromEntries(properties), ...(required.length > 0 ? { required } : {}) };
}
