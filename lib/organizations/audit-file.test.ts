import { expect, it } from "vitest";
import { cell } from "@/lib/organizations/audit-file";

it.each([
  ["plain", '"plain"'],
  ['say "hi", or not', '"say ""hi"", or not"'],
  ["two\r\nlines", '"two\r\nlines"'],
  ["=1+1", `"'=1+1"`],
  ["+49 40 1", `"'+49 40 1"`],
  ["-2", `"'-2"`],
  ["@SUM(A1)", `"'@SUM(A1)"`],
  ["\t=1", `"'\t=1"`],
  ["\n=1", `"'\n=1"`],
  ["＝1+1", `"'＝1+1"`],
  ['=cmd|"/c calc"!A1', `"'=cmd|""/c calc""!A1"`],
  [null, ""],
])("a cell of %j is %s", (text, expected) => {
  expect(cell(text)).toBe(expected);
});
