import { expect, test } from "vitest";
import { unitTree } from "@/app/orgs/unit-tree";

const unit = (id: string, parent_id: string | null) => ({ id, name: id, parent_id, path: [], created_at: "2031-01-01T00:00:00Z" });

test("units stand below their parents, and those whose parent is hidden at the top", () => {
  const tree = unitTree([unit("crew", "sailing"), unit("office", null), unit("sailing", null), unit("lost", "hidden")]);
  expect(tree.map(({ unit: { id }, depth }) => `${depth} ${id}`)).toEqual(["0 office", "0 sailing", "1 crew", "0 lost"]);
});
