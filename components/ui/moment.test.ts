import { expect, test } from "vitest";
import { absolute, dateStyle, relative } from "@/components/ui/moment";

const now = new Date("2026-03-10T12:00:00Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test.each([
  [-20, "just now"],
  [20, "just now"],
  [-60, "1 minute ago"],
  [-3599, "59 minutes ago"],
  [-7300, "2 hours ago"],
  [-86_400, "yesterday"],
  [6.9 * 86_400, "in 7 days"],
  [14.6 * 60, "in 15 minutes"],
])("%d seconds from now reads %s", (seconds, words) => {
  expect(relative(after(seconds), now)).toBe(words);
});

test("a date is written in the person's time zone", () => {
  expect(absolute(now, { locale: "en-GB", timeZone: "Asia/Tokyo" })).toMatch(/^10 March 2026 at 21:00$/);
});

test("dates are in English like the page, in the English the person chose", () => {
  expect(dateStyle({ locale: "en-US", time_zone: "UTC" }).locale).toBe("en-US");
  expect(dateStyle({ locale: "fr", time_zone: "UTC" }).locale).toBe("en-GB");
});
