import { expect, test } from "vitest";
import { proposedSlug } from "@/app/orgs/proposed-slug";
import { slugField } from "@/lib/organizations/fields.schema";

test.each(["Harbour Club", "Écurie du Nord & Fils", "x".repeat(80), "  A--B--C  "])("%s leads to a short name that is one", (name) => {
  expect(slugField.safeParse(proposedSlug(name)).success).toBe(true);
});

test("letters lose their accents, and a name without letters proposes nothing", () => {
  expect(proposedSlug("Écurie")).toBe("ecurie");
  expect(proposedSlug("港")).toBe("");
});
