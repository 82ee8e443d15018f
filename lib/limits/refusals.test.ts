import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RecentRefusals } from "@/lib/limits/refusals";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("a refusal is repeated with the time that is left, for five seconds", () => {
  const refusals = new RecentRefusals();
  refusals.remember("key", 60_000);
  vi.advanceTimersByTime(4_999);
  expect(refusals.waitMs("key")).toBe(55_001);
  vi.advanceTimersByTime(1);
  expect(refusals.waitMs("key")).toBe(0);
});

it("a refusal ends with its window", () => {
  const refusals = new RecentRefusals();
  refusals.remember("key", 1_000);
  vi.advanceTimersByTime(1_000);
  expect(refusals.waitMs("key")).toBe(0);
});

it("an unknown and a forgotten key are not refused", () => {
  const refusals = new RecentRefusals();
  refusals.remember("key", 60_000);
  refusals.forget("key");
  expect(refusals.waitMs("key")).toBe(0);
  expect(refusals.waitMs("another")).toBe(0);
});

it("a flood of different keys does not grow it without end, and the newest are kept", () => {
  const refusals = new RecentRefusals();
  for (let key = 0; key < 25_000; key += 1) refusals.remember(String(key), 60_000);
  expect(refusals.waitMs("0")).toBe(0);
  expect(refusals.waitMs("14999")).toBe(0);
  expect(refusals.waitMs("15000")).toBe(60_000);
  expect(refusals.waitMs("24999")).toBe(60_000);
});
