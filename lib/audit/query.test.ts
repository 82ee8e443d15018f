import { describe, expect, it } from "vitest";
import { parseAuditQuery, parseTimeRange } from "@/lib/audit/query";

describe("a search of the audit log", () => {
  it("reads qualifiers, and a minus as leaving out", () => {
    expect(parseAuditQuery(" action:member.added  -actor:ana@example.com ip:2001:db8::1 ")).toEqual([
      { name: "action", value: "member.added", isExcluded: false },
      { name: "actor", value: "ana@example.com", isExcluded: true },
      { name: "ip", value: "2001:db8::1", isExcluded: false },
    ]);
    expect(parseAuditQuery("")).toEqual([]);
  });

  it.each(["hello", "who:ana", "action:", "--action:x", "constructor:x", Array(11).fill("ip:::1").join(" ")])("refuses %s", (text) => {
    expect(() => parseAuditQuery(text)).toThrow();
  });

  it("reads ranges of time with either end open; a day as the end is part of it", () => {
    expect(parseTimeRange("2031-01-01..2031-01-31")).toEqual({ from: new Date("2031-01-01"), to: new Date("2031-02-01") });
    expect(parseTimeRange("2031-01-01..")).toEqual({ from: new Date("2031-01-01"), to: null });
    expect(parseTimeRange("..2031-01-01T12:00:00Z")).toEqual({ from: null, to: new Date("2031-01-01T12:00:00Z") });
    expect(parseTimeRange("2031-01-01")).toEqual({ from: new Date("2031-01-01"), to: new Date("2031-01-02") });
  });

  it.each(["yesterday", "2031-13-45..", "1"])("refuses %s as a time", (text) => expect(() => parseTimeRange(text)).toThrow());
});
