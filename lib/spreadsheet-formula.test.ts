import { expect, it } from "vitest";
import { markFormula, unmarkFormula } from "@/lib/spreadsheet-formula";

it.each([
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+ana@example.com", "'+ana@example.com"],
  ["'=1", "''=1"],
  ["''\uff1d1", "'''\uff1d1"],
  ["'t Hooft", "'t Hooft"],
  ["Ana =", "Ana ="],
  ["'", "'"],
  ["", ""],
])("%j is written as %j, and read back as it was", (text, cell) => {
  expect(markFormula(text)).toBe(cell);
  expect(unmarkFormula(cell)).toBe(text);
});
