import { expect, test } from "vitest";
import { stepsBack, whomOf } from "@/app/orgs/[slug]/members/bulk/acts";
import type { BulkResult } from "@/lib/organizations/member-bulk.schema";

const done = (user_id: string, role: string, unit_id: string | null = null): BulkResult => ({
  user_id,
  status: "done",
  reason: null,
  before: { role, unit_id, status: "active", ends_at: null },
});
const refused: BulkResult = { user_id: "z", status: "refused", reason: "This is the last owner.", before: null };

test("an act is taken back with one call for all who were alike, and leaves those it did not reach", () => {
  expect(stepsBack("change_role", [done("a", "member"), refused, done("b", "admin"), done("c", "member")])).toEqual([
    { act: { act: "change_role", role: "member", unit_id: null }, user_ids: ["a", "c"] },
    { act: { act: "change_role", role: "admin", unit_id: null }, user_ids: ["b"] },
  ]);
  expect(stepsBack("move", [done("a", "member", "north"), done("b", "admin", "north")])).toEqual([
    { act: { act: "move", unit_id: "north" }, user_ids: ["a", "b"] },
  ]);
  expect(stepsBack("suspend", [done("a", "member"), done("b", "admin")])).toEqual([{ act: { act: "resume" }, user_ids: ["a", "b"] }]);
});

test("a removal cannot be taken back", () => {
  expect(stepsBack("remove", [done("a", "member")])).toEqual([]);
});

test("one is named, several are counted", () => {
  expect([whomOf(["Ana"]), whomOf(["Ana", "Ben"])]).toEqual(["Ana", "2 people"]);
});
