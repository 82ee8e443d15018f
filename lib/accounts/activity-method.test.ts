import { expect, test } from "vitest";
import { describeMethod } from "@/lib/accounts/activity-method";

test.each([
  [{ amr: ["pwd", "otp", "mfa"], method: "password" }, "Password and authenticator app"],
  [{ amr: ["hwk", "mfa"] }, "Passkey"],
  [{ amr: ["hwk", "swk"] }, "Passkey"],
  [{ method: "recovery_code" }, "Recovery code"],
  [{ amr: [], method: "provider" }, "Another service"],
  [{ amr: ["toString", 7], method: "constructor" }, null],
  [{ method: { password: true } }, null],
  [null, null],
])("%j is %s", (details, words) => {
  expect(describeMethod(details)).toBe(words);
});
