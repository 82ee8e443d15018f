import { expect, it } from "vitest";
import { deviceOf, issueDevice } from "@/lib/signin/known-device";

const ana = "0190a0a0-0000-7000-8000-00000000000a";
const ben = "0190a0a0-0000-7000-8000-00000000000b";

it("a browser is known to the account it was issued for, by the same name each time", () => {
  const device = issueDevice(ana);
  const name = deviceOf(device, ana);
  expect(name).toBeTruthy();
  expect(deviceOf(device, ana)).toBe(name);
  expect(deviceOf(issueDevice(ana), ana)).not.toBe(name);
});

it("what it keeps tells nothing of the account and is good for no other", () => {
  const device = issueDevice(ana);
  expect(device).not.toContain(ana);
  expect(deviceOf(device, ben)).toBeNull();
});

it("one browser is known to several accounts by one name, and to those that it knew first no longer when they are many", () => {
  const people = Array.from({ length: 6 }, (_, at) => `0190a0a0-0000-7000-8000-00000000001${at}`);
  const device = people.reduce<string | null>((kept, person) => issueDevice(person, kept), null) ?? "";
  const names = people.map((person) => deviceOf(device, person));
  expect(names[0]).toBeNull();
  expect(new Set(names.slice(1)).size).toBe(1);
  expect(issueDevice(people[3] ?? "", device).split(".")).toHaveLength(6);
});

it("what we did not issue is not built upon", () => {
  for (const kept of ["mine", `${"A".repeat(43)}.x`]) expect(issueDevice(ana, kept).startsWith(kept.slice(0, 4))).toBe(false);
});

it.each(["", ".", "x", "a.b", "a.b.c", `${"A".repeat(43)}.${"0".repeat(64)}`])("%j is nobody's", (device) => {
  expect(deviceOf(device, ana)).toBeNull();
});

it("another name or another proof is not taken", () => {
  const [name = "", proof = ""] = issueDevice(ana).split(".");
  expect(deviceOf(`${name}x.${proof}`, ana)).toBeNull();
  expect(deviceOf(`${name}.${proof.replace(/^./, (digit) => (digit === "0" ? "1" : "0"))}`, ana)).toBeNull();
  expect(deviceOf(`${name}.${proof}.`, ana)).toBeNull();
});
