import { describe, expect, it } from "vitest";
import { inHours, inMinutes, policyInput } from "@/app/orgs/[slug]/security/policy-input";

const kept = {
  organization_id: "0192f3c4-9c30-7e5a-8d3c-7f4b8a0c6e03",
  allowed_methods: null,
  require_second_factor: false,
  require_device_approval: false,
  require_passkey: false,
};
const typed = (texts: Record<string, string>) => policyInput(kept, (name) => texts[name] ?? "");

describe("what is typed into the form of a policy", () => {
  it("is sent in seconds, and empty fields as nothing", () => {
    expect(typed({ password_policy: "nist", session_idle_seconds: " 7,5 ", session_absolute_seconds: "12", grace_days: "14" })).toEqual({
      ...kept,
      password_policy: "nist",
      session_idle_seconds: 450,
      session_absolute_seconds: 43_200,
      grace_days: 14,
    });
    expect(typed({ grace_days: "0" })).toEqual({
      ...kept,
      password_policy: null,
      session_idle_seconds: null,
      session_absolute_seconds: null,
      grace_days: 0,
    });
  });

  it("stays wrong where it is no number, for the schema to say so", () => {
    expect(typed({ session_idle_seconds: "soon", grace_days: "" })).toMatchObject({
      session_idle_seconds: Number.NaN,
      grace_days: Number.NaN,
    });
  });

  it("comes back as it was typed", () => {
    expect([inMinutes(450), inMinutes(null), inHours(43_200), inHours(5400)]).toEqual(["7.5", "", "12", "1.5"]);
  });
});
