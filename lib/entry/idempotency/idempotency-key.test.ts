import { expect, it } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { undertakingOf } from "@/lib/entry/idempotency/idempotency-key";

const at = (ip: string): Actor => ({ kind: "anonymous", context: { requestId: "r", ip, userAgent: null } });
const user = (userId: string, role: "admin" | "user" = "user"): Actor => ({
  ...{ kind: "session", proof: { by: "cookie" }, userId, sessionId: "s", role, email: "a@b.c", authTime: new Date(), amr: [] },
  context: at("192.0.2.1").context,
});
const KEY = "5f0c1f6e-4d1a-4c57-9f0e-2a6b8d3e7f10";
const nameOf = (actor: Actor, key = KEY, address = "/users", input: unknown = { a: 1 }) => undertakingOf(key, actor, address, input);

it("the same caller, address, key and body are one undertaking; quotes around the key change nothing", () => {
  expect(nameOf(user("u"))).toEqual(nameOf(user("u")));
  expect(nameOf(user("u"), `"${KEY}"`)).toEqual(nameOf(user("u")));
  expect(nameOf(at("2001:db8::1"))).toEqual(nameOf(at("2001:db8::2")));
});

it("another caller, role, network, address or key is another undertaking", () => {
  const ids = [
    nameOf(user("u")),
    nameOf(user("v")),
    nameOf(user("u", "admin")),
    nameOf(at("192.0.2.1")),
    nameOf(at("192.0.2.2")),
    nameOf(user("u"), "another-key"),
    nameOf(user("u"), KEY, "/organizations"),
  ].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("another body is the same undertaking with another fingerprint, and neither shows what was sent", () => {
  const [one, two] = [nameOf(user("u"), KEY, "/users", { password: "secret" }), nameOf(user("u"), KEY, "/users", { password: "other" })];
  expect(one.id).toBe(two.id);
  expect(one.fingerprint).not.toBe(two.fingerprint);
  expect(JSON.stringify(one)).not.toMatch(/secret|5f0c1f6e/);
});

it.each(["", " ", "a b", "ä", '"', '""', `"${"x".repeat(256)}"`, "x".repeat(256), "a\\b"])("%j is no key", (key) => {
  expect(() => nameOf(user("u"), key)).toThrow(expect.objectContaining({ type: "VALIDATION_ERROR" }));
});
