import { expect, test } from "vitest";
import { z } from "zod";
import { failureOf, isFrameworkSignal } from "@/components/form/failure";
import { formCheck } from "@/components/form/form-check";
import { registerContract } from "@/lib/accounts/registration.schema";

const schema = z.object({ email: z.email("Enter an address."), code: z.string().min(6, "Six digits.").regex(/^\d+$/, "Digits only.") });
const names = ["email", "code"];

test("a value that the schema takes has no messages", async () => {
  expect(await formCheck(schema, () => ({ email: "ana@example.com", code: "123456" }))(names)).toEqual({});
});

test("each wrong field has its first message only", async () => {
  expect(await formCheck(schema, () => ({ email: "ana", code: "abc" }))(names)).toEqual({
    email: "Enter an address.",
    code: "Six digits.",
  });
});

test("what was mended is no longer wrong at the next check, and what became wrong is", async () => {
  let value = { email: "ana", code: "123456" };
  const check = formCheck(schema, () => value);
  expect(await check(names)).toEqual({ email: "Enter an address." });
  value = { email: "ana@example.com", code: "" };
  expect(await check(names)).toEqual({ code: "Six digits." });
});

test("a form of the domain is checked with the schema that the server uses", async () => {
  const check = formCheck(registerContract.input, () => ({ email: "ana@example.com", password: "", username: "-", full_name: "" }));
  expect(Object.keys(await check(["email", "password", "username", "full_name"]))).toEqual(["password", "username"]);
});

test("a redirect of the framework is told from a failure", () => {
  expect(isFrameworkSignal(Object.assign(new Error(), { digest: "NEXT_REDIRECT;push;/x" }))).toBe(true);
  expect(isFrameworkSignal(new TypeError("Failed to fetch"))).toBe(false);
});

test("a lost network is said in words", () => {
  expect(failureOf(new TypeError("Failed to fetch"))).toContain("could not reach the server");
  expect(failureOf(new Error("500"))).toContain("Reload the page");
});
