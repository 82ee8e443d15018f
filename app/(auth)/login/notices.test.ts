import { expect, test } from "vitest";
import { noticeFor } from "@/app/(auth)/login/notices";

test("only the notices we know are shown", () => {
  expect(noticeFor({ notice: "signed-out" })?.title).toBe("You are signed out");
  expect(noticeFor({ notice: "Call this number at once" })).toBeNull();
  expect(noticeFor({ notice: "constructor" })).toBeNull();
  expect(noticeFor({ notice: ["signed-out", "x"] })).toBeNull();
  expect(noticeFor({})).toBeNull();
});

test("a provider's failure is told without its words", () => {
  expect(noticeFor({ error: "<b>AccessDenied</b>" })?.title).toBe("That sign-in did not work");
});
