import { expect, it } from "vitest";
import { type Seen, suspicionsIn, wideNetworkOf } from "@/lib/signin/suspicion";

const noon = new Date("2031-03-12T12:00:00Z");
const hoursBefore = (hours: number) => new Date(noon.getTime() - hours * 3_600_000);
const lyon = { city: "Lyon", country: "France", latitude: 45.76, longitude: 4.84 };
const tokyo = { city: "Tokyo", country: "Japan", latitude: 35.68, longitude: 139.69 };
const home: Seen = { ip: "192.0.2.7", at: hoursBefore(2), place: lyon };
const now: Seen = { ip: "192.0.2.99", at: noon, place: lyon };
const look = (more: Partial<Parameters<typeof suspicionsIn>[0]> = {}) =>
  suspicionsIn({ now, isNewDevice: false, before: [home], failures: 0, ...more });

it("nothing is suspected of a known device in a known network, nor of an account's first sign-in", () => {
  expect(look()).toEqual([]);
  expect(look({ before: [], isNewDevice: true, failures: 100 })).toEqual([]);
});

it("a new device, a new network and many failures are told of", () => {
  expect(look({ isNewDevice: true })).toEqual(["new_device"]);
  expect(look({ now: { ...now, ip: "192.0.3.7" } })).toEqual(["new_network"]);
  expect([look({ failures: 9 }), look({ failures: 10 })]).toEqual([[], ["many_failures"]]);
});

it("a place that nobody travels to so fast is told of, where both are known", () => {
  expect(look({ now: { ...now, place: tokyo } })).toEqual(["impossible_travel"]);
  expect(look({ now: { ...now, place: tokyo }, before: [{ ...home, at: hoursBefore(24) }] })).toEqual([]);
  expect(look({ now: { ...now, place: null } })).toEqual([]);
  expect(look({ now: { ...now, place: tokyo }, before: [{ ...home, place: null }] })).toEqual([]);
});

it.each([
  ["192.0.2.7", "192.0.2"],
  ["2001:db8:1:2::7", "2001:db8:1"],
  ["2001:0db8:0001::1", "2001:db8:1"],
  ["2001:db8::1", "2001:db8:0"],
  ["::1", "0:0:0"],
  [null, null],
])("the network of %s is %s", (ip, network) => {
  expect(wideNetworkOf(ip)).toBe(network);
});
