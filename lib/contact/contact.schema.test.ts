import { describe, expect, it } from "vitest";
import { contactContract } from "@/lib/contact/contact.schema";

const GOOD = { name: "Ana", email: "Ana@Example.com ", message: " Hello\nthere " };
const accepts = (changes: object) => contactContract.input.safeParse({ ...GOOD, ...changes }).success;

describe("the contact form", () => {
  it("takes a message of several lines, with or without a subject", () => {
    expect(contactContract.input.parse(GOOD)).toEqual({ name: "Ana", email: "ana@example.com", message: "Hello\nthere" });
    expect(contactContract.input.parse({ ...GOOD, subject: "" })).not.toHaveProperty("subject", "");
    expect(accepts({ subject: "A question" })).toBe(true);
  });

  it.each([
    { name: "" },
    { name: "Ana\r\nBcc: everyone@example.com" },
    { email: "ana@example.com\r\nBcc: everyone@example.com" },
    { email: "ana@example.com, bea@example.com" },
    { email: "<ana@example.com>" },
    { subject: "Hi\nBcc: everyone@example.com" },
    { subject: "x".repeat(151) },
    { message: "  " },
    { message: "x".repeat(5001) },
    { message: ["Hi"] },
  ])("refuses %j", (changes) => expect(accepts(changes)).toBe(false));
});
