import fc from "fast-check";
import { asObject, type JsonSchema } from "@/lib/entry/openapi/schemas";
import type { Sent } from "../system/client";
import { type Body, formBodies, jsonBodies } from "./bodies";
import { hostileText, likely } from "./values";

/** One operation of a document, with all that requests for it are made of. */
export interface FuzzedOperation {
  method: string;
  /** As in the document. */
  path: string;
  requests: fc.Arbitrary<FuzzedRequest>;
}

export interface FuzzedRequest {
  /** As it is sent. */
  path: string;
  sent: Sent & { headers: Record<string, string> };
}

interface Parameter {
  name: string;
  in: string;
  schema: JsonSchema;
  example?: unknown;
}

/**
 * Every operation of an OpenAPI document, with requests that are right in most and wrong in some.
 * @param ids of things that exist, tried for every path parameter.
 */
export function fuzzedOperations(document: Record<string, unknown>, ids: readonly string[]): FuzzedOperation[] {
  return Object.entries(asObject(document.paths)).flatMap(([path, item]) =>
    Object.entries(asObject(item)).map(([method, operation]) => ({
      method,
      path,
      requests: requestsOf(document, method, path, asObject(operation), ids),
    })),
  );
}

function requestsOf(
  document: Record<string, unknown>,
  method: string,
  path: string,
  operation: Record<string, unknown>,
  ids: readonly string[],
): fc.Arbitrary<FuzzedRequest> {
  const parameters = Array.isArray(operation.parameters) ? operation.parameters.map((one) => parameterOf(document, one)) : [];
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  const segments = fc.tuple(...inPath.map((parameter) => segmentOf(parameter, ids)));
  const query = queries(parameters.filter((parameter) => parameter.in === "query"));
  const parts = fc.tuple(segments, query, bodies(document, operation), headers);
  return parts.map(([values, search, body, own]) => {
    const filled = inPath.reduce((address, { name }, at) => address.replace(`{${name}}`, () => values[at] ?? ""), path);
    const type: Record<string, string> = body?.type ? { "content-type": body.type } : {};
    return {
      path: filled + search,
      sent: { method: method.toUpperCase(), headers: { ...type, ...own }, ...(body ? { body: body.bytes } : {}) },
    };
  });
}

function parameterOf(document: Record<string, unknown>, value: unknown): Parameter {
  const { name, in: place, schema, example } = resolved(document, asObject(value));
  return { name: String(name), in: String(place), schema: resolved(document, asObject(schema ?? {})), example };
}

/** What a reference in the document leads to; anything else is itself. */
function resolved(document: Record<string, unknown>, value: JsonSchema): JsonSchema {
  if (typeof value.$ref !== "string") return value;
  const names = value.$ref.slice("#/".length).split("/");
  return resolved(document, asObject(names.reduce<unknown>((inner, name) => asObject(inner)[name], document)));
}

const known = ({ example }: Parameter): unknown[] => (example === undefined ? [] : [example]);

function segmentOf(parameter: Parameter, ids: readonly string[]): fc.Arbitrary<string> {
  const values = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...ids) },
    { weight: 3, arbitrary: likely(parameter.schema, known(parameter)).map(String) },
    { weight: 3, arbitrary: hostileText },
  );
  // An empty segment and dots alone are another address.
  const encoded = values
    .filter((value) => !/^\.{0,2}$/.test(value))
    .map((value) => encodeURIComponent(value.toWellFormed()).slice(0, 4000));
  return fc.oneof(
    { weight: 12, arbitrary: encoded },
    { weight: 1, arbitrary: fc.constantFrom("%", "%ff", "%00", "%ED%A0%80", "%2e%2e%2f", "a%2fb", "%c0%af") },
  );
}

function queries(parameters: Parameter[]): fc.Arbitrary<string> {
  const pair = (parameter: Parameter) =>
    fc
      .oneof({ weight: 5, arbitrary: likely(parameter.schema, known(parameter)).map(String) }, { weight: 3, arbitrary: hostileText })
      .map((value) => `${parameter.name}=${encodeURIComponent(value.toWellFormed())}`);
  const odd = fc.constantFrom(
    "%",
    "a=%ff",
    "%00=1",
    "limit=1&limit=2",
    "limit[]=1",
    "cursor[$gt]=",
    "__proto__=1",
    "&&&",
    `x=${"y".repeat(6000)}`,
    "limit=1;skip=2",
  );
  const lists =
    parameters.length > 0
      ? fc.array(fc.oneof({ weight: 8, arbitrary: fc.oneof(...parameters.map(pair)) }, odd), { maxLength: 4 })
      : fc.array(odd, { maxLength: 1 });
  return lists.map((pairs) => (pairs.length > 0 ? `?${pairs.join("&")}`.slice(0, 7000) : ""));
}

function bodies(document: Record<string, unknown>, operation: Record<string, unknown>): fc.Arbitrary<Body | null> {
  const [content] = Object.entries(asObject(asObject(operation.requestBody ?? {}).content ?? {}));
  const nothing = fc.constant(null);
  if (!content) return fc.oneof({ weight: 3, arbitrary: nothing }, { weight: 1, arbitrary: jsonBodies({}, {}) });
  const [type, media] = content;
  const { schema, example } = asObject(media);
  const whole = resolved(document, asObject(schema ?? {}));
  const choices = Array.isArray(whole.anyOf) ? whole.anyOf.map((choice) => resolved(document, asObject(choice))) : [whole];
  const make = type === "application/json" ? jsonBodies : formBodies;
  return fc.oneof(
    { weight: 15, arbitrary: fc.oneof(...choices.map((choice) => make(choice, asObject(example ?? {})))) },
    { weight: 1, arbitrary: nothing },
  );
}

/** What Node.js lets into a header's value; anything else never leaves the client. */
const headerText = hostileText.map((value) => value.replace(/[^\t\x20-\x7e\x80-\xff]/g, "?").slice(0, 3000));

/** Headers that are read somewhere, with values that nobody expects; mostly none. */
const headers: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          "accept",
          "accept-language",
          "user-agent",
          "if-match",
          "if-none-match",
          "idempotency-key",
          "x-request-id",
          "x-forwarded-for",
          "cookie",
          "range",
        ),
        headerText,
      )
      .map(([name, value]) => ({ [name]: value })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { "content-encoding": "gzip" },
      { "x-http-method-override": "DELETE" },
      { cookie: "portico.session=%00; portico.session=a; =; ;;" },
      { origin: "null" },
      { origin: "https://evil.test" },
      { authorization: "Bearer" },
      { authorization: "Bearer a.b.c" },
      { authorization: "Basic %%%" },
      { "next-action": "0".repeat(42) },
      { rsc: "1" },
    ),
  },
);
