import fc from "fast-check";
import { type JsonSchema, propertiesOf } from "@/lib/entry/openapi/schemas";
import { hostile, likely } from "./values";

/** A body and the content type that it is said to have; none says nothing. */
export interface Body {
  bytes: Buffer;
  type: string | null;
}

const JSON_TYPE = "application/json";
const asJson = (text: string | Buffer, type: string | null = JSON_TYPE): Body => ({ bytes: Buffer.from(text), type });

const TYPES = [
  ...[
    "text/plain",
    "text/html",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
  ],
  ...[
    "application/json; charset=utf-16",
    "application/json;;;",
    "application/jsonx",
    "application/problem+json",
    "APPLICATION/JSON",
    "application",
    "/",
    "*/*",
    "é",
  ],
];

/** Fields as an operation takes them, of which some are wrong, missing or too many. */
function fields(schema: JsonSchema, example: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  const named = Object.entries(propertiesOf(schema)).map(([name, property]): [string, fc.Arbitrary<unknown>] => {
    const known = name in example ? [example[name]] : [];
    return [
      name,
      fc.oneof(
        { weight: 7, arbitrary: likely(property, known) },
        { weight: 2, arbitrary: hostile },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
    ];
  });
  const extra = fc.dictionary(
    fc.oneof(fc.constantFrom("role", "is_active", "id", "user_id", "toString", "hasOwnProperty"), fc.string({ maxLength: 8 })),
    hostile,
    { maxKeys: 2 },
  );
  return fc.tuple(fc.record(Object.fromEntries(named)), fc.option(extra, { freq: 4, nil: {} })).map(([own, more]) => ({ ...more, ...own }));
}

/** JSON text that is damaged somewhere, or says what JSON should not. */
function damaged(text: string): fc.Arbitrary<Body> {
  const at = fc.nat({ max: Math.max(1, text.length) });
  return fc.oneof(
    at.map((end) => asJson(text.slice(0, end))),
    fc
      .tuple(at, fc.uint8Array({ minLength: 1, maxLength: 4 }))
      .map(([from, bytes]) => asJson(Buffer.concat([Buffer.from(text.slice(0, from)), bytes, Buffer.from(text.slice(from))]))),
    fc.constantFrom(
      asJson(text.replace(/^\{("[^"]*")/, "{$1:1,$1")),
      asJson(text.replace("{", '{"__proto__":{"role":"admin"},"constructor":{"prototype":{"is_active":false}},')),
      asJson(`\ufeff${text}`),
      asJson(Buffer.from(text, "utf16le")),
      asJson(`${text}${text}`),
      asJson(`[${text}]`),
      asJson(text.replaceAll(/:[^,}]+/g, ":1e999")),
      asJson(text.replaceAll(/"([^"]*)":/g, "$1:")),
      asJson("[".repeat(10_000)),
      asJson(`${'{"a":'.repeat(3000)}1${"}".repeat(3000)}`),
      asJson(`{"a":"${"x".repeat(200_000)}"}`),
      asJson(`{${Array.from({ length: 5000 }, (_, key) => `"k${key}":0`).join(",")}}`),
      ...[
        "null",
        "1",
        '"text"',
        "true",
        "[]",
        "",
        " ",
        "{",
        '{"a":\\u0000}',
        '{"\\ud800":1}',
        '{"a":"\\udead"}',
        '{"a":1,}',
        "/* */{}",
      ].map((other) => asJson(other)),
    ),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => asJson(Buffer.from(bytes))),
  );
}

/** Bodies of a JSON operation. */
export function jsonBodies(schema: JsonSchema, example: Record<string, unknown>): fc.Arbitrary<Body> {
  const objects = fields(schema, example).map((value) => JSON.stringify(value));
  return fc.oneof(
    { weight: 8, arbitrary: objects.map((text) => asJson(text)) },
    { weight: 2, arbitrary: objects.chain(damaged) },
    { weight: 1, arbitrary: fc.tuple(objects, fc.option(fc.constantFrom(...TYPES))).map(([text, type]) => asJson(text, type)) },
    { weight: 1, arbitrary: hostile.map((value) => asJson(JSON.stringify(value) ?? "")) },
  );
}

/** Bodies of an operation that takes an HTML form. */
export function formBodies(schema: JsonSchema, example: Record<string, unknown>): fc.Arbitrary<Body> {
  const type = "application/x-www-form-urlencoded";
  const pairs = fields(schema, example).map((value) =>
    Object.entries(value).map(([name, field]): [string, string] => [
      wellFormed(name),
      wellFormed(typeof field === "string" ? field : (JSON.stringify(field) ?? "")),
    ]),
  );
  const texts = pairs.map((entries) => new URLSearchParams(entries).toString());
  return fc.oneof(
    { weight: 6, arbitrary: texts.map((text) => asJson(text, type)) },
    { weight: 1, arbitrary: texts.map((text) => asJson(`${text}&${text}`, type)) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("%", "%ff=%fe", "a[b]=1", "=", "&&&", "username=%00&password=%ED%A0%80", "x".repeat(200_000))
        .map((text) => asJson(text, type)),
    },
    { weight: 1, arbitrary: fc.tuple(texts, fc.option(fc.constantFrom(...TYPES, JSON_TYPE))).map(([text, other]) => asJson(text, other)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => asJson(Buffer.from(bytes), type)) },
  );
}

const wellFormed = (value: string): string => value.toWellFormed();
