import { expect, test } from "vitest";
import { z } from "zod";
import { failureOf, isFrameworkSignal } from "@/components/form/failure";
import { problemsOf } from "@/components/form/problems-of";

const schema = z.object({ email: z.email("Enter an address."), code: z.string().min(6, "Six digits.").regex(/^\d+$/, "Digits only.") });

test("a value that the schema takes has no problems", () => {
  expect(problemsOf(schema, { email: "ana@example.com", code: "123456" })).toEqual({});
});

test("each wrong field has its first message only", () => {
  expect(problemsOf(schema, { email: "ana", code: "abc" })).toEqual({ email: "Enter an address.", code: "Six digits." });
});

test("a redirect of the framework is told from a failure", () => {
  expect(isFrameworkSignal(Object.assign(new Error(), { digest: "NEXT_REDIRECT;push;/x" }))).toBe(true);
  expect(isFrameworkSignal(new TypeError("Failed to fetch"))).toBe(false);
});

test("a lost network is said in words", () => {
  expect(failureOf(new TypeError("Failed to fetch"))).toContain("could not reach the server");
  expect(failureOf(new Error("500"))).toContain("on our side");
});
