import { expect, test } from "vitest";
import { initials } from "@/components/ui/avatar";

test.each([
  ["Ana Ruiz", "AR"],
  ["ana maría de la cruz", "AC"],
  ["bo@example.com", "B"],
  ["łukasz nowak", "ŁN"],
  ["jean-luc", "JL"],
  ["😀 smile", "😀S"],
  ["  ", "?"],
])("%s is shown as %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});
