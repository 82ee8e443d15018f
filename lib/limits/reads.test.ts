import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { READS } from "@/lib/limits/budgets";
import { ReadCounts } from "@/lib/limits/reads";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("a caller reads exactly as often as the budget says, is told when to come back, and may then", () => {
  const counts = new ReadCounts();
  for (let read = 0; read < READS.points; read += 1) counts.count("ana");
  vi.advanceTimersByTime(20_000);
  let refusal: unknown;
  try {
    counts.count("ana");
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ type: "RATE_LIMITED", retryAfterSeconds: READS.seconds - 20 });
  expect(() => counts.count("ben")).not.toThrow();
  vi.advanceTimersByTime(40_000);
  expect(() => counts.count("ana")).not.toThrow();
});
