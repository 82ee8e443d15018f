import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isActionBody } from "@/lib/entry/http/action-body";

const TEXT = "text/plain;charset=UTF-8";
const bytes = (text: string) => Buffer.from(text);

/** Names are written with a leading `_`: an object would sort bare numbers to its front. */
async function multipart(fields: Record<string, string | Blob>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name.slice(1), value);
  const request = new Request("http://localhost", { method: "POST", body: form });
  return { type: request.headers.get("content-type") ?? "", body: Buffer.from(await request.arrayBuffer()) };
}

describe("isActionBody, for arguments as text", () => {
  it.each([
    '[{"email":"a@b.c","password":"x"}]',
    "[]",
    "[null]",
    '["$$not a reference"]',
    '["$undefined",{"at":"$D2026-01-01T00:00:00.000Z"}]',
  ])("takes %s", async (text) => expect(await isActionBody(TEXT, bytes(text))).toBe(true));

  it.each([
    "",
    "garbage{",
    "{}",
    '"x"',
    '["$F1"]',
    '["$@1"]',
    '["$Q0"]',
    '["$nzz"]',
    '["$"]',
    '[{"a":["$K1"]}]',
    "[".repeat(10_000) + "]".repeat(10_000),
  ])("refuses %j", async (text) => expect(await isActionBody(TEXT, bytes(text))).toBe(false));

  it("refuses what is no UTF-8", async () => expect(await isActionBody(TEXT, Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]))).toBe(false));

  it("takes every array of JSON whose strings are escaped as the client does", async () => {
    const escaped = (value: unknown): unknown => {
      if (typeof value === "string") return value.startsWith("$") ? `$${value}` : value;
      if (Array.isArray(value)) return value.map(escaped);
      if (typeof value === "object" && value !== null)
        return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, escaped(child)]));
      return value;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), async (call) => {
        expect(await isActionBody(TEXT, bytes(JSON.stringify(escaped(call))))).toBe(true);
      }),
    );
  });
});

describe("isActionBody, for arguments with files", () => {
  it("takes a file that is there, and a form's fields", async () => {
    const { type, body } = await multipart({ _1: new Blob(["x"]), _2_name: "Ana", _0: '["$B1","$K2"]' });
    expect(await isActionBody(type, body)).toBe(true);
  });

  it("refuses text where a file is meant, and arguments that do not come last", async () => {
    const text = await multipart({ _1: "x", _0: '["$B1"]' });
    const first = await multipart({ _0: '["$B1"]', _1: new Blob(["x"]) });
    expect(await isActionBody(text.type, text.body)).toBe(false);
    expect(await isActionBody(first.type, first.body)).toBe(false);
  });

  it.each(["$@1", "$Q1", "$W1", "$1", "$i1", "$A1", "$h1"])("refuses %s, which no action of ours takes", async (reference) => {
    const { type, body } = await multipart({ _1: "[]", _0: JSON.stringify([reference]) });
    expect(await isActionBody(type, body)).toBe(false);
  });

  it("refuses a reference to a part that is not there", async () => {
    const { type, body } = await multipart({ _0: '["$B1"]' });
    expect(await isActionBody(type, body)).toBe(false);
  });

  it("refuses parts that are no JSON, and no first part", async () => {
    const bad = await multipart({ _0: "[" });
    const none = await multipart({ _1: "[]" });
    expect(await isActionBody(bad.type, bad.body)).toBe(false);
    expect(await isActionBody(none.type, none.body)).toBe(false);
  });

  it.each(["multipart/form-data", "multipart/form-data; boundary=x"])("refuses garbage as %s", async (type) =>
    expect(await isActionBody(type, bytes("garbage"))).toBe(false),
  );
});
