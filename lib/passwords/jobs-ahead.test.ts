import { expect, it } from "vitest";
import { jobsAhead } from "@/lib/passwords/jobs-ahead";

/** A loop whose clock is turned by hand. */
function loop() {
  const time = { active: 0, idle: 0 };
  const ahead = jobsAhead(() => ({ ...time, utilization: 0 }));
  return (active: number, idle: number) => {
    time.active += active;
    time.idle += idle;
    return ahead();
  };
}

it("hands over fewer while the loop is busy, and more as soon as it is not", () => {
  const after = loop();
  expect(after(0, 60)).toBe(3);
  expect(after(58, 2)).toBe(1);
  expect(after(59, 1)).toBe(1);
  expect(after(40, 20)).toBe(3);
});

it("does not judge by a moment", () => {
  const after = loop();
  expect(after(40, 0)).toBe(3);
  expect(after(20, 0)).toBe(1);
  expect(after(0, 40)).toBe(1);
  expect(after(0, 20)).toBe(3);
});
