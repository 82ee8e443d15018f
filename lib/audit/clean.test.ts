import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanJson, cleanText, type Json } from "@/lib/audit/clean";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

const anyText = fc.string({ unit: "binary", maxLength: 2000 });
const anyJson = fc.jsonValue({ maxDepth: 9, stringUnit: "binary" }).map((value): Json => JSON.parse(JSON.stringify(value)));

function texts(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(texts);
  return Object.entries(value).flatMap(([key, item]) => [key, ...texts(item)]);
}

describe("text of an audit row", () => {
  it("can never begin a second line, hide, or turn the reading direction", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 600 }), (text, limit) => {
        const clean = cleanText(text, limit);
        expect(clean).not.toMatch(FORBIDDEN);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean.length).toBeLessThanOrEqual(limit);
        expect(cleanText(clean, limit)).toBe(clean);
      }),
    );
  });

  it("shows what was sent: a line break becomes its picture, other text stays", () => {
    expect(cleanText("Mozilla\r\nadmin signed in\0")).toBe("Mozilla␍␊admin signed in␀");
    expect(cleanText("Zoë Ångström 👩‍🚀 日本")).toBe("Zoë Ångström 👩‍🚀 日本");
  });

  it("loses half a character rather than keep a lone surrogate", () => {
    expect(cleanText("ab👍", 3)).toBe("ab\ufffd");
    expect(cleanText("\ud800x")).toBe("\ufffdx");
  });
});

describe("details of an audit row", () => {
  it("have only safe keys and strings, however they are nested", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const clean = cleanJson(value);
        for (const text of texts(clean)) {
          expect(text).not.toMatch(FORBIDDEN);
          expect(text.isWellFormed()).toBe(true);
        }
        expect(cleanJson(clean)).toEqual(clean);
      }),
    );
  });

  it("are cut where they are too deep, too long or too many", () => {
    let deep: Json = "end";
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    expect(JSON.stringify(cleanJson(deep))).toBe('[[[[[["…"]]]]]]');
    expect(cleanJson(Array.from({ length: 500 }, () => 1))).toHaveLength(101);
    expect(cleanJson("x".repeat(5000))).toHaveLength(1024);
  });

  it("keep a key named __proto__ as a key", () => {
    const clean = cleanJson(JSON.parse('{"__proto__":{"a":1}}'));
    expect(JSON.stringify(clean)).toBe('{"__proto__":{"a":1}}');
  });

  it("hold no number that JSON cannot", () => {
    expect(cleanJson({ a: Number.NaN, b: Number.POSITIVE_INFINITY, c: 1.5 })).toEqual({ a: null, b: null, c: 1.5 });
  });
});
