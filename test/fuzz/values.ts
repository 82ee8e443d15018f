import fc from "fast-check";
import { asObject, type JsonSchema, propertiesOf } from "@/lib/entry/openapi/schemas";

/** What fast-check does not come upon by itself: values that mean something to a database, a parser or a framework. */
const HOSTILE: unknown[] = [
  ...[null, true, false, 0, -0, -1, 1e21, Number.MAX_SAFE_INTEGER + 2, -(2 ** 53), 2 ** 31, 0.1, 5e-324, "", " ", "\t\n"],
  ...[
    "null",
    "undefined",
    "NaN",
    "true",
    "0",
    "-1",
    "1e999",
    "0x10",
    "9".repeat(400),
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
  ],
  ...[
    "\0",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "\ufeff",
    "\u202e",
    "\u2028",
    "\ufffe",
    "é".normalize("NFD").repeat(40),
    "👩‍👩‍👧‍👦".repeat(30),
    "İ",
    "ß",
    "ﬀ",
  ],
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE users; --',
    "%00",
    "%s%n",
    "$" + "{7*7}",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
  ],
  ...[
    "a@b",
    "@",
    "a@b@c.de",
    `${"a".repeat(250)}@example.com`,
    "a@[127.0.0.1]",
    '"a b"@example.com',
    "a@xn--.com",
    "mailto:a@b.de",
    "00000000-0000-0000-0000-000000000000",
  ],
  ...["x".repeat(129), "x".repeat(5000), "\u0301".repeat(2000), "2026-13-45T99:99:99Z", "-1", "1.5", "+1"],
  ...[
    {},
    [],
    [[]],
    [null],
    { not: "" },
    { contains: "" },
    { $ne: null },
    { equals: { not: {} } },
    { set: "x" },
    { toJSON: 1 },
    { length: 1e9 },
    JSON.parse('{"then":1}'),
  ],
  ...[JSON.parse('{"__proto__":{"admin":true}}'), { constructor: { prototype: {} } }, Array.from({ length: 500 }, () => 0)],
];

const nested = (depth: number): unknown => (depth === 0 ? "deep" : depth % 2 ? { a: nested(depth - 1) } : [nested(depth - 1)]);

/** Anything that JSON can say, wrong for nearly every field. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 300 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }).map(nested) },
  { weight: 1, arbitrary: fc.double() },
);

/** A string as it can stand in an address or a header's value. */
export const hostileText: fc.Arbitrary<string> = hostile.map((value) =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? ""),
);

/** What a schema takes, more or less: close enough that it gets past the first check, and often past all. */
export function likely(schema: JsonSchema, known: readonly unknown[]): fc.Arbitrary<unknown> {
  const made = fromSchema(schema);
  return known.length > 0 ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 2, arbitrary: made }) : made;
}

function fromSchema(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return fc.oneof(...choices.map((choice) => fromSchema(asObject(choice))));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => fromSchema({ ...schema, type })));
  switch (schema.type) {
    case "string":
      return text(schema);
    case "integer":
      return fc.integer({ min: limit(schema.minimum, -5), max: limit(schema.maximum, 200) });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(fromSchema(asObject(schema.items ?? {})), { maxLength: 5 });
    case "object":
      return objectOf(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const limit = (value: unknown, otherwise: number): number => (typeof value === "number" && Math.abs(value) < 2 ** 31 ? value : otherwise);

function text({ format, pattern, minLength, maxLength }: JsonSchema): fc.Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  if (format === "email") return fc.emailAddress({ size: "small" });
  if (format === "date-time") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (typeof pattern === "string" && pattern.length < 60) return fc.stringMatching(new RegExp(pattern, "u"), { size: "small" });
  const most = Math.min(limit(maxLength, 40), 400);
  return fc.string({ unit: "grapheme", minLength: Math.min(limit(minLength, 0), most), maxLength: most });
}

function objectOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const properties = Object.entries(propertiesOf(schema));
  if (properties.length === 0) return fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
  return fc.record(Object.fromEntries(properties.map(([name, property]) => [name, fromSchema(property)])), { requiredKeys: [] });
}
