import { randomBytes } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { type ArchiveFile, zipped } from "@/lib/accounts/data-export/archive";
import { inPieces } from "@/lib/exports/pieces";

async function together(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

describe("an archive", () => {
  it("holds every file as it was, text and bytes, empty and in many parts", async () => {
    const picture = randomBytes(70_000);
    const lines = Array.from({ length: 5_000 }, (_, at) => `line ${at} – ünïcode\n`);
    const files: ArchiveFile[] = [
      { name: "README.txt", parts: ["Hello ", "Ana"] },
      { name: "empty.json", parts: [] },
      { name: "picture.webp", parts: [picture] },
      { name: "activity.json", parts: lines },
    ];
    const unzipped = unzipSync(await together(zipped(files)));
    expect(Object.keys(unzipped)).toEqual(files.map(({ name }) => name));
    expect(strFromU8(unzipped["README.txt"] ?? new Uint8Array())).toBe("Hello Ana");
    expect(unzipped["empty.json"]).toHaveLength(0);
    expect(Buffer.from(unzipped["picture.webp"] ?? "").equals(picture)).toBe(true);
    expect(strFromU8(unzipped["activity.json"] ?? new Uint8Array())).toBe(lines.join(""));
  });

  it("is given out while it is made: what was read goes on before the next part is read", async () => {
    const given: number[] = [];
    let read = 0;
    async function* noise() {
      for (; read < 50; read += 1) yield randomBytes(100_000);
    }
    for await (const _ of zipped([{ name: "noise", parts: noise() }])) given.push(read);
    expect(given.length).toBeGreaterThan(20);
    expect(given[Math.floor(given.length / 2)]).toBeLessThan(40);
  });

  it("fails when one of its files cannot be read", async () => {
    async function* broken() {
      yield "half";
      throw new Error("gone");
    }
    await expect(together(zipped([{ name: "broken", parts: broken() }]))).rejects.toThrow("gone");
  });
});

describe("pieces", () => {
  it.each([0, 1, 9, 10, 11, 100, 101])("of %i bytes are whole but for the last, and together the same", async (length) => {
    const bytes = randomBytes(length);
    async function* parts() {
      for (let at = 0; at < length; at += 7) yield bytes.subarray(at, at + 7);
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of inPieces(parts(), 10)) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    expect(pieces.slice(0, -1).every((piece) => piece.length === 10)).toBe(true);
    expect(pieces).toHaveLength(Math.ceil(length / 10));
  });
});
