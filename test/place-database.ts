import { writeFile } from "node:fs/promises";

type Value = string | number | { double: number } | Value[] | { map: Record<string, Value> };

/** A value in the data section of a MaxMind DB (format 2.0, "Data Field Format"). Numbers are whole. */
function encoded(value: Value): Buffer {
  if (typeof value === "string") return Buffer.concat([Buffer.from([(2 << 5) | Buffer.byteLength(value)]), Buffer.from(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([Buffer.from([(6 << 5) | 4]), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encoded)]);
  if ("double" in value) {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value.double);
    return Buffer.concat([Buffer.from([(3 << 5) | 8]), bytes]);
  }
  const entries = Object.entries(value.map);
  return Buffer.concat([Buffer.from([(7 << 5) | entries.length]), ...entries.flatMap(([key, one]) => [encoded(key), encoded(one)])]);
}

/** Writes a database that knows one place, for the addresses 192.0.2.0 to 192.0.2.255. */
export async function writePlaceDatabase(path: string): Promise<void> {
  const bits = [192, 0, 2].flatMap((byte) => [...byte.toString(2).padStart(8, "0")]);
  const tree = Buffer.concat(
    bits.map((bit, at) => {
      const onward = at + 1 < bits.length ? at + 1 : bits.length + 16;
      const node = Buffer.alloc(6);
      node.writeUIntBE(bit === "0" ? onward : bits.length, 0, 3);
      node.writeUIntBE(bit === "1" ? onward : bits.length, 3, 3);
      return node;
    }),
  );
  const place = {
    city: { map: { names: { map: { en: "Lyon" } } } },
    country: { map: { names: { map: { en: "France" } } } },
    location: { map: { latitude: { double: 45.75 }, longitude: { double: 4.85 } } },
  };
  const metadata = {
    node_count: bits.length,
    record_size: 24,
    ip_version: 4,
    database_type: "Test-City",
    languages: ["en"],
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    description: { map: { en: "One place" } },
  };
  const marker = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
  await writeFile(path, Buffer.concat([tree, Buffer.alloc(16), encoded({ map: place }), marker, encoded({ map: metadata })]));
}
