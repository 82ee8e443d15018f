import { describe, expect, it } from "vitest";
import { asksOf, gapOf, methodsOf, policyRefused } from "@/lib/access/policy";
import { type Proven, policyRefusal } from "@/lib/access/policy.schema";

const ALL = ["standard", "strict", "nist"];
const open = { password_policy: null, allowed_methods: null, require_second_factor: false, require_passkey: false } as const;
const byGoogle = {
  password_policy: null,
  allowed_methods: ["google", "passkey"],
  require_second_factor: false,
  require_passkey: false,
} as const;
const strict = { password_policy: "strict", allowed_methods: null, require_second_factor: false, require_passkey: false } as const;
const proof = (methods: Proven[], passwordPresets = ALL) => ({ methods, passwordPresets });

describe("how somebody signed in", () => {
  it.each([
    [{ amr: ["pwd"] }, ["password"]],
    [{ amr: ["fed"], provider: "google" }, ["google"]],
    [{ amr: ["fed"], provider: "microsoft-entra-id" }, ["microsoft"]],
    [{ amr: ["fed"], provider: "saml-acme" }, ["sso"]],
    [{ amr: ["pwd", "fed"], provider: "github" }, ["password", "github"]],
    [{ amr: ["hwk"], provider: null }, ["passkey", "second_factor"]],
    [{ amr: ["pwd", "otp", "mfa"], provider: null }, ["password", "second_factor"]],
    [{ amr: ["fed"], provider: null }, []],
  ])("is read from %j as %j", (session, methods) => {
    expect(methodsOf(session)).toEqual(methods);
  });
});

describe("what a policy asks", () => {
  it("is nothing where it demands nothing", () => {
    expect(asksOf(open, proof(["password"], []))).toEqual([]);
    expect(asksOf(open, proof([], []))).toEqual([]);
  });

  it("is a way to sign in that is allowed; one is enough", () => {
    expect(asksOf(byGoogle, proof(["password"]))).toEqual([{ ask: "sign_in_method", allowed: ["google", "passkey"], used: ["password"] }]);
    expect(asksOf(byGoogle, proof([]))).toHaveLength(1);
    expect(asksOf(byGoogle, proof(["password", "google"]))).toEqual([]);
  });

  it("is a password that satisfies the preset, of whoever rests on one", () => {
    expect(asksOf(strict, proof(["password"], ["standard", "nist"]))).toEqual([{ ask: "password", policy: "strict", known: true }]);
    expect(asksOf(strict, proof(["password"], ["none"]))).toMatchObject([{ known: true }]);
    expect(asksOf(strict, proof(["password"], []))).toMatchObject([{ known: false }]);
    expect(asksOf(strict, proof(["password"]))).toEqual([]);
    expect(asksOf(strict, proof(["google"], []))).toEqual([]);
    expect(asksOf(strict, proof(["password", "google"], []))).toEqual([]);
    expect(asksOf({ ...strict, allowed_methods: ["password"] }, proof(["password", "google"], []))).toHaveLength(1);
  });

  it("is a second factor, whatever else is asked", () => {
    const both = { ...byGoogle, require_second_factor: true };
    expect(asksOf(both, proof(["password"]))).toMatchObject([{ ask: "sign_in_method", used: ["password"] }, { ask: "second_factor" }]);
    expect(asksOf(both, proof(["password", "second_factor"]))).toMatchObject([{ ask: "sign_in_method", used: ["password"] }]);
    expect(asksOf(both, proof(["google"]))).toEqual([{ ask: "second_factor" }]);
    expect(asksOf(both, proof(["passkey", "second_factor"]))).toEqual([]);
  });

  it("is a passkey, which is a second factor as well", () => {
    const both = { ...strict, password_policy: null, require_passkey: true, require_second_factor: true };
    expect(asksOf(both, proof(["password", "second_factor"]))).toEqual([{ ask: "passkey" }]);
    expect(asksOf(both, proof(["password"]))).toEqual([{ ask: "passkey" }]);
    expect(asksOf(both, proof(["password", "passkey", "second_factor"]))).toEqual([]);
    expect(gapOf({ ...both, enforced_from: "2020-01-01T00:00:00.000Z" }, proof(["google"]))).toMatchObject({ asks: [{ ask: "passkey" }] });
  });

  it("counts from the moment that it is enforced", () => {
    const stored = { ...strict, enforced_from: "2031-01-01T00:00:00.000Z" };
    const weak = proof(["password"], ["none"]);
    expect(gapOf(stored, weak, new Date("2030-12-31T23:59:59.999Z"))).toMatchObject({ enforced: false });
    expect(gapOf(stored, weak, new Date("2031-01-01T00:00:00.000Z"))).toMatchObject({ enforced: true });
    expect(gapOf(stored, proof(["password"]))).toBeNull();
  });

  it.each([{}, null, "x", { password_policy: "other", allowed_methods: null, enforced_from: "2020-01-01T00:00:00Z" }])(
    "is nothing where %j is stored",
    (stored) => {
      expect(gapOf(stored, proof(["password"], []))).toBeNull();
    },
  );

  it("is said in the refusal, in words and for programs", () => {
    const gap = gapOf({ ...byGoogle, enforced_from: "2020-01-01T00:00:00.000Z" }, proof(["password"]));
    if (!gap) throw new Error("It asks for something");
    const refused = policyRefused({ id: "0192f3c4-9c30-7e5a-8d3c-7f4b8a0c6e03", slug: "harbour", name: "Harbour" }, gap);
    expect(refused).toMatchObject({ type: "FORBIDDEN", message: "Harbour asks you to sign in with Google or a passkey." });
    expect(policyRefusal.parse(refused.details)).toMatchObject({ reason: "policy", enforced: true, organization: { slug: "harbour" } });
  });
});
