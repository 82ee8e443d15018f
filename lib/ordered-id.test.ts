import { describe, expect, it } from "vitest";
import { orderedId } from "@/lib/ordered-id";

describe("the id of an audit row", () => {
  it("is a UUID version 7 that carries its millisecond", () => {
    const now = Date.parse("2031-05-06T07:08:09.123Z");
    const id = orderedId(now);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(now);
  });

  it("sorts after every earlier one, also within a millisecond and when the clock steps back a little", () => {
    const start = Date.parse("2032-01-01T00:00:00.000Z");
    const ids = Array.from({ length: 20_000 }, (_, index) => orderedId(start - (index % 5)));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("believes a clock that was set right after having been far ahead", () => {
    orderedId(Date.parse("2090-01-01T00:00:00.000Z"));
    const now = Date.parse("2033-01-01T00:00:00.000Z");
    expect(Number.parseInt(orderedId(now).replace("-", "").slice(0, 12), 16)).toBe(now);
  });
});
