import { EXAMPLE_REQUEST_ID, successHeaders } from "@/lib/entry/openapi/headers";
import type { Operation } from "@/lib/entry/openapi/operation";
import { asObject, type JsonSchema, propertiesOf, requiredOf, type SchemaCollector } from "@/lib/entry/openapi/schemas";

/** The successful answers of an operation under their statuses. */
export function successResponse(operation: Operation, schemas: SchemaCollector): Record<string, unknown> {
  const { contract, also } = operation;
  const other = also ? [{ ...operation, contract: { ...contract, ...also } }] : [];
  const found = Object.fromEntries(
    [operation, ...other].map((one) => [
      String(one.contract.status ?? 200),
      { description: one.contract.message ?? "OK", headers: successHeaders(one), content: content(one, schemas) },
    ]),
  );
  if (operation.method !== "get" || !contract.etag) return found;
  return { ...found, "304": { description: "The caller has it: `If-None-Match` names its `ETag`.", headers: successHeaders(operation) } };
}

function content(operation: Operation, schemas: SchemaCollector): Record<string, unknown> {
  if (operation.wire === "webp") return { "image/webp": {} };
  if (operation.wire === "zip") return { "application/zip": {} };
  if (operation.wire === "redirect") return {};
  if (operation.wire === "lines") return { "application/jsonl": {}, "text/csv": {} };
  const output = schemas.of(operation.contract.output, "output");
  const schema = operation.wire === "oauth_form" ? output : enveloped(operation, output);
  return { "application/json": { schema, example: exampleAnswer(operation) } };
}

function enveloped(operation: Operation, output: JsonSchema): JsonSchema {
  const code = operation.contract.status ?? 200;
  const { items, ...rest } = propertiesOf(output);
  const data = items && "next_cursor" in rest ? { data: items, meta: listMeta(rest, requiredOf(output)) } : { data: output };
  return {
    allOf: [{ $ref: "#/components/schemas/Success" }, { type: "object", properties: { code: { const: code }, ...data } }],
  };
}

const listMeta = (properties: Record<string, JsonSchema>, required: string[]): JsonSchema => ({
  type: "object",
  properties,
  required: required.filter((name) => name !== "items"),
});

/** The whole body that the example's output becomes; of a list, items are the data and the rest is meta. */
export function exampleAnswer({ contract, example, wire }: Operation): unknown {
  if (wire) return example.output;
  const { items, ...rest } = asObject(example.output);
  const isList = items !== undefined && "next_cursor" in rest;
  return {
    version: "1.0",
    success: true,
    code: contract.status ?? 200,
    message: contract.message ?? "OK",
    request_id: EXAMPLE_REQUEST_ID,
    data: isList ? items : example.output,
    meta: isList ? rest : {},
  };
}

/** The envelope of success. */
export const SUCCESS_SCHEMA: JsonSchema = {
  type: "object",
  required: ["version", "success", "code", "message", "request_id", "data", "meta"],
  properties: {
    version: { const: "1.0" },
    success: { const: true },
    code: { type: "integer", description: "The status of the answer." },
    message: { type: "string", description: "For people; may change." },
    request_id: { type: "string", format: "uuid" },
    data: {},
    meta: { type: "object", description: "Of a list `next_cursor`, null on its last page; else empty." },
  },
};
