import { describe, expect, it } from "vitest";
import { z } from "zod";
import { entityTag, isKnown, unchangedSince } from "@/lib/entry/entity-tag";

const view = { id: "1", name: "Ana" };
const output = z.object({ id: z.string(), name: z.string() });
const tag = entityTag(view);

it("a tag is a quoted one of its own for each state", () => {
  expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
  expect(entityTag({ ...view })).toBe(tag);
  expect(entityTag({ ...view, name: "Ben" })).not.toBe(tag);
});

describe("If-None-Match", () => {
  it.each([[tag], [`W/${tag}`], [`"other", ${tag}`], ["*"]])("%s says that the caller has it", (header) => {
    expect(isKnown(header, tag)).toBe(true);
  });
  it.each([[null], [""], ['"other"'], [tag.slice(1, -1)], ['W/"other"']])("%s does not", (header) => {
    expect(isKnown(header, tag)).toBe(false);
  });
});

describe("If-Match", () => {
  const check =
    (header: string, seen: unknown = view) =>
    () =>
      unchangedSince(header, output)?.(seen);

  it("that is absent demands nothing", () => {
    expect(unchangedSince(null, output)).toBeUndefined();
  });
  it.each([[tag], [`"other" , ${tag}`], ["*"], [" * "]])("%s lets the change through", (header) => {
    expect(check(header)).not.toThrow();
  });
  it.each([['"other"'], [`W/${tag}`], [""], ["nonsense"], [tag.slice(1, -1)]])("%s stops it", (header) => {
    expect(check(header)).toThrow(expect.objectContaining({ type: "PRECONDITION_FAILED", status: 412 }));
  });
  it("compares what the caller may see, whatever else there is and in whichever order", () => {
    expect(check(tag, { hidden: 1, name: "Ana", id: "1" })).not.toThrow();
    expect(check(tag, { id: "1", name: "Ben" })).toThrow();
  });
});
