import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJsonBody } from "@/lib/entry/json-body";
import { AppError } from "@/lib/errors";

const post = (body: BodyInit, type = "application/json") =>
  new Request("http://localhost/x", { method: "POST", body, headers: { "content-type": type } });

const typeOf = async (body: BodyInit, type?: string) => {
  try {
    await readJsonBody(post(body, type));
    return "accepted";
  } catch (error) {
    return error instanceof AppError ? error.type : error;
  }
};

describe("a JSON body that is taken", () => {
  it("comes back as JSON.parse would read it, for any JSON of plain text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), async (text) => {
        fc.pre(!text.includes("\\u0000") && JSON.stringify(JSON.parse(text)) !== undefined);
        const value: unknown = JSON.parse(text);
        expect(await readJsonBody(post(text))).toEqual(value);
      }),
    );
  });

  it("may be empty, which counts as an empty object", async () => {
    expect(await readJsonBody(new Request("http://localhost/x", { method: "POST" }))).toEqual({});
  });

  it("may name the same member in different objects", async () => {
    expect(await typeOf('{"a":{"b":1},"c":{"b":2},"d":["b","b",{"b":3}]}')).toBe("accepted");
  });
});

describe("a body that is refused", () => {
  it.each([
    ["no JSON", "{", "MALFORMED_REQUEST"],
    ["a name twice", '{"a":1,"a":2}', "MALFORMED_REQUEST"],
    ["a name twice, once escaped", '{"a":1,"\\u0061":2}', "MALFORMED_REQUEST"],
    ["a name twice, deep inside", '[{"x":{"a":1,"b":"a","a":2}}]', "MALFORMED_REQUEST"],
    ["10,000 levels", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, "MALFORMED_REQUEST"],
    ["10,000 levels never closed", '{"a":'.repeat(10_000), "MALFORMED_REQUEST"],
    ["NUL", '{"a":"x\\u0000y"}', "MALFORMED_REQUEST"],
    ["NUL in a name", '{"\\u0000":1}', "MALFORMED_REQUEST"],
    ["a lone surrogate", '{"a":"\\ud800"}', "MALFORMED_REQUEST"],
    ["10 MB", `"${"x".repeat(10_000_000)}"`, "PAYLOAD_TOO_LARGE"],
  ])("%s", async (_name, body, type) => {
    expect(await typeOf(body)).toBe(type);
  });

  it("is one in another type", async () => {
    expect(await typeOf("{}", "text/plain")).toBe("UNSUPPORTED_MEDIA_TYPE");
    expect(await typeOf("a=1", "application/x-www-form-urlencoded")).toBe("UNSUPPORTED_MEDIA_TYPE");
  });

  it("is one that is not UTF-8", async () => {
    expect(await typeOf(new Uint8Array([0x22, 0xff, 0x22]))).toBe("MALFORMED_REQUEST");
  });
});
