import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { API_BASE } from "@/lib/entry/openapi/api-base";
import { buildOpenApiDocument } from "@/lib/entry/openapi/document";
import { asObject } from "@/lib/entry/openapi/schemas";
import { accessMatrix } from "./document";
import { PAGES } from "./pages";
import { NOWHERE } from "./placeholder";
import { USES } from "./table";
import { actionsOf, takesProof } from "./use";

const openApi: ReturnType<typeof buildOpenApiDocument> = JSON.parse(JSON.stringify(buildOpenApiDocument()));

test("docs/access-matrix.md is the table (npm run access:docs writes it)", async () => {
  await expect(accessMatrix()).toMatchFileSnapshot("../../docs/access-matrix.md");
});

describe("the table has a row, and no more than one, for", () => {
  test("every page below /orgs and /admin", () => {
    const existing = globSync("app/{orgs,admin}/**/page.tsx").map(
      (file) => file.slice("app".length, -"/page.tsx".length).replaceAll(/\/\([^)]+\)/g, "") || "/",
    );
    expect(PAGES.map(({ page }) => page).toSorted()).toEqual(existing.toSorted());
  });

  test("every server action of those pages, and of acting as somebody", () => {
    const existing = globSync("app/{orgs,admin,impersonation}/**/*.ts")
      .map((file) => readFileSync(file, "utf8"))
      .filter((text) => text.startsWith('"use server"'))
      .flatMap((text) => [...text.matchAll(/^export const (\w+)/gm)].map(([, name]) => name));
    expect(USES.flatMap(actionsOf).toSorted()).toEqual(existing.toSorted());
  });

  test("every endpoint but those about oneself", () => {
    const aboutOneself = /^\/(?:auth|contact)(?:\/|$)|^\/users\/me(?!\/(?:organizations|invitations)$)/;
    const existing = Object.entries(openApi.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.slice(API_BASE.length)}`),
    );
    const pictures = ["GET /users/{id}/picture"];
    const expected = [...new Set([...existing, ...pictures])].filter((endpoint) => !aboutOneself.test(endpoint.split(" ")[1] ?? ""));
    expect(USES.flatMap(({ endpoint }) => endpoint ?? []).toSorted()).toEqual(expected.toSorted());
  });
});

test.each(USES.filter(takesProof).flatMap(({ endpoint }) => endpoint ?? []))("%s says that it takes a fresh proof", (endpoint) => {
  const [method = "", path = ""] = endpoint.split(" ");
  const { responses } = asObject(asObject(asObject(openApi.paths)[API_BASE + path])[method.toLowerCase()]);
  expect(JSON.stringify(asObject(responses)["403"])).toContain("STEP_UP_REQUIRED");
});

/** The names of every parameter and field of a schema that takes an id. */
function idsIn(schema: unknown, name: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if (Reflect.get(schema, "format") === "uuid") return [name];
  const reference: unknown = Reflect.get(schema, "$ref");
  if (typeof reference === "string") return idsIn(asObject(openApi.components.schemas)[reference.split("/").at(-1) ?? ""], name);
  const properties = Object.entries(asObject(Reflect.get(schema, "properties") ?? {})).flatMap(([key, value]) => idsIn(value, key));
  const parts = ["anyOf", "oneOf", "allOf"].flatMap((key) => Reflect.get(schema, key) ?? []).flatMap((part) => idsIn(part, name));
  return [...properties, ...parts, ...idsIn(Reflect.get(schema, "items"), name)];
}

/** The names of everything in an input, however deep. */
function namesIn(input: unknown): string[] {
  if (Array.isArray(input)) return input.flatMap(namesIn);
  if (typeof input !== "object" || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) => [name, ...namesIn(value)]);
}

test.each(USES.flatMap(({ endpoint, input }) => (endpoint ? [{ endpoint, input }] : [])))(
  "$endpoint is tried with every id that it takes",
  ({ endpoint, input }) => {
    const [method = "", path = ""] = endpoint.split(" ");
    const operation = asObject(asObject(openApi.paths)[API_BASE + path] ?? {});
    const { parameters = [], requestBody } = asObject(operation[method.toLowerCase()] ?? {});
    const inAddress = (Array.isArray(parameters) ? parameters : []).flatMap((parameter) =>
      idsIn(asObject(parameter).schema, String(asObject(parameter).name)),
    );
    const content = asObject(asObject(requestBody ?? {}).content ?? {});
    const inBody = idsIn(asObject(content["application/json"] ?? {}).schema, "body");
    const ids = [...inAddress, ...inBody].filter((name) => name !== "cursor");
    expect(namesIn(input?.(NOWHERE) ?? {})).toEqual(expect.arrayContaining(ids));
  },
);
