import { expect, test } from "vitest";
import { nextStep, type Protection } from "@/app/account/next-step";

const WELL: Protection = {
  email: "ana@example.com",
  isEmailVerified: true,
  hasPassword: true,
  passkeys: 0,
  factors: 1,
  recoveryCodesLeft: 10,
  sessions: 1,
  devices: 1,
};

test.each([
  ["an address that is not confirmed, before all else", { isEmailVerified: false, factors: 0 }, "Confirm your address"],
  ["a second factor where there is none", { factors: 0, recoveryCodesLeft: 0 }, "Add a second factor"],
  ["new recovery codes when few are left", { recoveryCodesLeft: 3 }, "Make new recovery codes"],
  ["new recovery codes when none are left", { recoveryCodesLeft: 0 }, "Make new recovery codes"],
  ["nothing where a passkey is the way in", { hasPassword: false, passkeys: 1, factors: 0, recoveryCodesLeft: 0 }, undefined],
  ["nothing where all is well", {}, undefined],
])("the next step is %s", (_, differs, title) => {
  expect(nextStep({ ...WELL, ...differs })?.title).toBe(title);
});
