import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { FileFormat } from "@/lib/entry/cli/user-files/format";
import { readRows } from "@/lib/entry/cli/user-files/source";

const folder = mkdtempSync(path.join(tmpdir(), "source-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function rows(format: FileFormat, content: string | Buffer) {
  const file = path.join(folder, `rows.${format}`);
  writeFileSync(file, content);
  const read = [];
  for await (const { line, content: found } of readRows(file, format)) read.push({ line, ...found });
  return read;
}

describe("JSON Lines", () => {
  it("are read with their line numbers, across empty lines, a byte order mark and line ends of Windows", async () => {
    expect(await rows("jsonl", '\uFEFF{"email":"a@b.example"}\r\n\n  \n{"email":"ü@b.example"}')).toEqual([
      { line: 1, raw: { email: "a@b.example" } },
      { line: 4, raw: { email: "ü@b.example" } },
    ]);
  });

  it("that are broken, not UTF-8 or cannot be stored are refused one by one", async () => {
    const lines = ["{", '"\\u0000"', '"\\ud800"', `${"[".repeat(60)}${"]".repeat(60)}`, "1"].map((line) => Buffer.from(`${line}\n`));
    const read = await rows("jsonl", Buffer.concat([...lines, Buffer.from([0x22, 0xe9, 0x22, 0x0a])]));
    expect(read.map((row) => ("reason" in row ? row.reason : "read"))).toEqual([
      "This line is not JSON.",
      "This row has a character that is no text, or nests too deeply.",
      "This row has a character that is no text, or nests too deeply.",
      "This row has a character that is no text, or nests too deeply.",
      "read",
      "This row is not UTF-8.",
    ]);
  });

  it("are cut where they are, however the file is read", async () => {
    const long = Array.from({ length: 400 }, (_, at) => ({ email: `${at}@b.example`, full_name: "ä".repeat(500) }));
    const read = await rows("jsonl", long.map((row) => JSON.stringify(row)).join("\n"));
    expect(read).toEqual(long.map((raw, at) => ({ line: at + 1, raw })));
  });

  it("of more than a megabyte end the reading", async () => {
    await expect(rows("jsonl", `{"email":"a@b.example"}\n"${"x".repeat(3 * 2 ** 20)}"\n`)).rejects.toThrow("Line 2 is longer");
  });
});

describe("a CSV", () => {
  it("is read with quotes, commas, doubled quotes and lines in a value", async () => {
    const text = '\uFEFFEmail,full_name,settings\r\na@b.example,"Abel, ""Ana""","{""a"":\n1}"\r\n\r\nb@b.example,,\r\n';
    expect(await rows("csv", text)).toEqual([
      { line: 3, raw: { email: "a@b.example", full_name: 'Abel, "Ana"', settings: '{"a":\n1}' } },
      { line: 5, raw: { email: "b@b.example", full_name: "", settings: "" } },
    ]);
  });

  it("has its rows with too few or too many values, NUL or another encoding refused one by one", async () => {
    const read = await rows(
      "csv",
      Buffer.concat([
        Buffer.from("email,username\na@b.example\nb@b.example,b,c\nc\0@b.example,c\n"),
        Buffer.from("d@b.example,d\xe9\n", "latin1"),
      ]),
    );
    expect(read.map((row) => ("reason" in row ? row.reason : "read"))).toEqual([
      "This row has 1 values instead of 2.",
      "This row has 3 values instead of 2.",
      "This row has a character that is no text, or nests too deeply.",
      "This row is not UTF-8.",
    ]);
  });

  it.each([
    ["email,is_admin\n", 'There is no field "is_admin"'],
    ["email,email\n", "names a field twice"],
    ["username\n", "names no email"],
  ])("with the first line %j is not begun", async (text, sentence) => {
    await expect(rows("csv", text)).rejects.toThrow(sentence);
  });

  it("that is broken ends the reading without repeating what stands in it", async () => {
    const reading = rows("csv", 'email,password_hash\na@b.example,"secret');
    await expect(reading).rejects.toThrow("The CSV is broken at line");
    await expect(reading).rejects.not.toThrow("secret");
    await expect(rows("csv", `email\n"${"x".repeat(3 * 2 ** 20)}"\n`)).rejects.toThrow("The CSV is broken at line");
  });

  it("that is not there says so", async () => {
    await expect(readRows(path.join(folder, "nowhere.csv"), "csv").next()).rejects.toThrow("ENOENT");
  });
});
