import { expect, it } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/lib/entry/openapi/operations/all";

/** Every operation whose answer has pages. */
const lists = OPERATIONS.flatMap(({ method, path, contract }) =>
  contract.input instanceof z.ZodObject && "limit" in contract.input.shape ? [[`${method} ${path}`, contract.input] as const] : [],
);

it("there are lists to look at", () => {
  expect(lists.length).toBeGreaterThan(5);
});

it.each(lists)("%s takes limit, cursor and skip, and refuses what is none", (_name, { shape }) => {
  const accepts = (name: string, value: unknown) => {
    const { [name]: field } = shape;
    expect(field, name).toBeDefined();
    return z.safeParse(z.object({ field }), { field: value }).success;
  };
  for (const limit of ["1", "100", 50]) expect(accepts("limit", limit), String(limit)).toBe(true);
  for (const limit of ["0", "101", "1.5", "-1", "many", ""]) expect(accepts("limit", limit), limit).toBe(false);
  for (const skip of ["0", "7", "100000"]) expect(accepts("skip", skip), skip).toBe(true);
  for (const skip of ["-1", "100001", "1.5", "x"]) expect(accepts("skip", skip), skip).toBe(false);
  expect(accepts("cursor", "x".repeat(1000))).toBe(false);
});
