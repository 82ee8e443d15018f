import { describe, expect, it } from "vitest";
import { roundTop } from "@/components/chart/scale";

describe("the top of a chart", () => {
  it.each([
    [[], 2],
    [[0, 1], 2],
    [[3], 4],
    [[5], 6],
    [[9], 10],
    [[10], 10],
    [[11], 20],
    [[41, 7], 60],
    [[100], 100],
    [[981], 1000],
    [[1_000_001], 2_000_000],
  ])("above %o is %i, whose half is whole", (values, top) => {
    expect(roundTop(values)).toBe(top);
    expect(Number.isInteger(top / 2)).toBe(true);
  });
});
