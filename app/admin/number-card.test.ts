import { expect, it } from "vitest";
import { comparison } from "@/app/admin/number-card";

it("says how a period compares with the one before", () => {
  expect(comparison(112, 100, 30)).toBe("12% more than in the 30 days before (100)");
  expect(comparison(1, 4, 7)).toBe("75% fewer than in the 7 days before (4)");
  expect(comparison(5, 0, 7)).toBe("None in the 7 days before");
  expect(comparison(0, 0, 90)).toBe("As many as in the 90 days before");
});
