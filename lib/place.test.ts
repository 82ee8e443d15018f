import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describePlace, openDatabase, placeOf } from "@/lib/place";
import { writePlaceDatabase } from "@/test/place-database";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "places-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("a database says where an address is, and nothing of others", async () => {
  const path = join(folder, "places.mmdb");
  await writePlaceDatabase(path);
  const lookup = await openDatabase(path);
  expect(lookup("192.0.2.77")).toEqual({ city: "Lyon", country: "France", latitude: 45.75, longitude: 4.85 });
  expect(describePlace(lookup("192.0.2.77"))).toBe("Lyon, France");
  expect([lookup("198.51.100.7"), lookup("2001:db8::1"), lookup("nonsense")]).toEqual([null, null, null]);
});

it("a file that is none, or is not there, knows no place", async () => {
  const path = join(folder, "none.mmdb");
  await writeFile(path, "this is no database");
  for (const wrong of [path, join(folder, "missing.mmdb")]) expect((await openDatabase(wrong))("192.0.2.77")).toBeNull();
});

it("without a database every place is unknown", async () => {
  expect(describePlace(await placeOf("192.0.2.77"))).toBe("unknown place");
});
