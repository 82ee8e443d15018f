import { expect, test } from "vitest";
import { languages, timeZones } from "@/app/account/regions";

test("every language stands under its own name", () => {
  const names = new Map(languages("en").map(({ value, label }) => [value, label]));
  expect(names.get("de")).toBe("Deutsch");
  expect(names.get("fr")).toBe("Français");
});

test("a language and a zone that are not on the list stay chosen", () => {
  expect(languages("eo")[0]?.value).toBe("eo");
  expect(timeZones("Etc/GMT+5").flatMap(([, zones]) => zones.map(({ value }) => value))).toContain("Etc/GMT+5");
});

test("zones are grouped by region, with UTC among them", () => {
  const regions = new Map(timeZones("UTC"));
  expect(regions.get("Universal")?.map(({ value }) => value)).toContain("UTC");
  expect(regions.get("America")?.find(({ value }) => value === "America/New_York")?.label).toBe("New York");
});
