import { expect, test } from "vitest";
import { clientTypes } from "@/lib/entry/openapi/client-types";
import { buildOpenApiDocument } from "@/lib/entry/openapi/document";
import { typeOf } from "@/lib/entry/openapi/schema-types";

test("client/src/types.ts says what the API does now (npm run api:client writes it)", async () => {
  await expect(clientTypes(buildOpenApiDocument())).toMatchFileSnapshot("../../../client/src/types.ts");
});

test.each([
  [{ type: "string", format: "uuid" }, "string"],
  [{ type: ["string", "null"] }, "string | null"],
  [{ anyOf: [{ type: "string" }, { type: "string", format: "date-time" }, { type: "null" }] }, "string | null"],
  [{ type: "string", enum: ["a", "b"] }, '"a" | "b"'],
  [{ const: true }, "true"],
  [{ type: "array", items: { $ref: "#/components/schemas/Thing" } }, "Array<Thing>"],
  [{ type: "object", additionalProperties: { type: "integer" } }, "{ [name: string]: number }"],
  [{ type: "object", properties: { a: {}, "b-c": { type: "null" } }, required: ["a"] }, '{\n  a: unknown;\n  "b-c"?: null;\n}'],
  [{ allOf: [{ type: "string" }, {}] }, "(string) & (unknown)"],
])("%j becomes %s", (schema, type) => {
  expect(typeOf(schema, "")).toBe(type);
});
