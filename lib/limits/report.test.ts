import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { currentReport, LimitReport, reportedIn } from "@/lib/limits/report";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const MINUTE = { points: 5, seconds: 60 };
const HOUR = { points: 50, seconds: 3600 };

it("nothing spent is nothing said", () => {
  expect(new LimitReport().headers()).toEqual({});
});

it("the window that will refuse first is the one that is told, with whole seconds rounded up", () => {
  const report = new LimitReport();
  report.note("hour", HOUR, 46, 1_800_000);
  report.note("minute", MINUTE, 2, 59_001);
  expect(report.headers()).toEqual({ "ratelimit-limit": "5", "ratelimit-remaining": "3", "ratelimit-reset": "60" });
  report.note("hour", HOUR, 48, 1_800_000);
  expect(report.headers()).toEqual({ "ratelimit-limit": "50", "ratelimit-remaining": "2", "ratelimit-reset": "1800" });
});

it("of two that are used up, the one that lasts longer is told", () => {
  const report = new LimitReport();
  report.note("minute", MINUTE, 5, 30_000);
  report.note("hour", HOUR, 50, 600_000);
  expect(report.headers()).toMatchObject({ "ratelimit-remaining": "0", "ratelimit-reset": "600" });
});

it("a point given back is there again, and time that passed is gone", () => {
  const report = new LimitReport();
  report.note("minute", MINUTE, 1, 60_000);
  report.giveBack("minute");
  report.giveBack("unknown");
  vi.advanceTimersByTime(20_000);
  expect(report.headers()).toEqual({ "ratelimit-limit": "5", "ratelimit-remaining": "5", "ratelimit-reset": "40" });
  vi.advanceTimersByTime(60_000);
  expect(report.headers()).toMatchObject({ "ratelimit-reset": "0" });
});

it("requests at the same time have a report each, and outside of them there is none", async () => {
  const [one, two] = [new LimitReport(), new LimitReport()];
  const spend = (report: LimitReport, spent: number) =>
    reportedIn(report, async () => {
      await Promise.resolve();
      currentReport()?.note("minute", MINUTE, spent, 1000);
    });
  await Promise.all([spend(one, 1), spend(two, 2)]);
  expect([one.headers(), two.headers()]).toMatchObject([{ "ratelimit-remaining": "4" }, { "ratelimit-remaining": "3" }]);
  expect(currentReport()).toBeUndefined();
});
