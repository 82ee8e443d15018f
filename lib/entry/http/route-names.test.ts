import { expect, it } from "vitest";
import { namesOf } from "@/lib/entry/http/route-names";

const nameOf = namesOf([
  "/",
  "/login",
  "/api/[...absent]",
  "/api/v1/users/me",
  "/api/v1/users/[id]",
  "/api/v1/users/[id]/activate",
  "/orgs/[slug]/members",
  "/docs/[[...rest]]",
  "/.well-known/jwks.json",
]);

it.each([
  ["/", "/"],
  ["/login", "/login"],
  ["/api/v1/users/me", "/api/v1/users/me"],
  ["/api/v1/users/0190a0a0-0000-7000-8000-00000000000a", "/api/v1/users/[id]"],
  ["/api/v1/users/x/activate", "/api/v1/users/[id]/activate"],
  ["/api/v1/users/x/else", "/api/[...absent]"],
  ["/orgs/acme/members", "/orgs/[slug]/members"],
  ["/orgs/acme", "none"],
  ["/docs", "/docs/[[...rest]]"],
  ["/docs/a/b", "/docs/[[...rest]]"],
  ["/.well-known/jwksxjson", "none"],
  ["/_next/static/chunk.js", "/_next"],
  ["/wp-login.php", "none"],
  ["/Login", "none"],
])("%s is named %s", (path, name) => {
  expect(nameOf(path)).toBe(name);
});

it("whatever is asked for, there are no more names than routes", () => {
  const names = new Set(Array.from({ length: 1000 }, (_, at) => nameOf(`/${at % 2 ? "api/v1/users/" : ""}${crypto.randomUUID()}`)));
  expect(names.size).toBe(2);
});
