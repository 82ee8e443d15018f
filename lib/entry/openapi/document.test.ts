import { globSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { API_BASE } from "@/lib/entry/openapi/api-base";
import { buildOpenApiDocument, openApiText } from "@/lib/entry/openapi/document";
import { answersJson, type Operation } from "@/lib/entry/openapi/operation";
import { OPERATIONS } from "@/lib/entry/openapi/operations/all";
import { exampleAnswer } from "@/lib/entry/openapi/successes";
import type { RouteHandler } from "@/lib/entry/route";
import { answerCheck } from "@/test/documented-answers";

const copyOfDocument = (): ReturnType<typeof buildOpenApiDocument> => JSON.parse(openApiText());

/** Every route handler file below /api/v1 but the health checks, by its path in the document. */
const routes = new Map(
  globSync("app/api/v1/**/route.ts")
    .filter((file) => !file.startsWith("app/api/v1/health/"))
    .map((file) => [file.slice("app/api/v1".length, -"/route.ts".length).replaceAll(/\[(\w+)\]/g, "{$1}"), file]),
);

const handlersOf = async (file: string): Promise<Record<string, RouteHandler | undefined>> => import(pathToFileURL(file).href);

async function methodsOf(file: string): Promise<string[]> {
  const { OPTIONS } = await handlersOf(file);
  if (!OPTIONS) throw new Error(`${file} is not made by endpoint(…)`);
  const answer = await OPTIONS(new Request("http://localhost"), { params: Promise.resolve({}) });
  const allowed = (answer.headers.get("allow") ?? "").toLowerCase().split(", ");
  return allowed.filter((method) => method !== "head" && method !== "options").sort();
}

describe("the document", () => {
  it("names every route handler with exactly its methods, and nothing else", async () => {
    const documented = Object.entries(copyOfDocument().paths).map(([path, item]) => [
      path.slice(API_BASE.length),
      Object.keys(item).sort(),
    ]);
    const existing = await Promise.all([...routes].map(async ([path, file]) => [path, await methodsOf(file)]));
    expect(documented.sort()).toEqual(existing.sort());
  }, 60_000);

  it("is valid OpenAPI 3.1", async () => {
    const result = await new Validator().validate(copyOfDocument());
    expect(result).toMatchObject({ valid: true });
  });

  it("is the same each time it is made", () => {
    expect(JSON.stringify(buildOpenApiDocument())).toBe(openApiText());
  });

  it("names each operation once", () => {
    const ids = OPERATIONS.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it("refers only to what it holds", () => {
    const { schemas, headers } = copyOfDocument().components;
    const names = [...openApiText().matchAll(/"\$ref":"#\/components\/(schemas|headers)\/([\w-]+)"/g)].map(
      ([, kind, name]) => `${kind}/${name}`,
    );
    const known = new Set([
      ...Object.keys(schemas).map((name) => `schemas/${name}`),
      ...Object.keys(headers).map((name) => `headers/${name}`),
    ]);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    expect(openApiText()).not.toContain("$defs");
  });
});

const checkAnswer = answerCheck(copyOfDocument());

const named = OPERATIONS.map((operation): [string, Operation] => [`${operation.method} ${operation.path}`, operation]);

describe.each(named)("%s", (_name, operation) => {
  it("parses and answers with the schemas that are documented", async () => {
    const handlers = await handlersOf(routes.get(operation.path) ?? "");
    const { contract } = handlers[operation.method.toUpperCase()] ?? {};
    if (!answersJson(operation)) {
      expect(contract).toBeUndefined();
      return;
    }
    expect(contract?.input).toBe(operation.contract.input);
    expect(contract?.output).toBe(operation.contract.output);
    expect(contract?.etag).toBe(operation.contract.etag);
    const said = contract?.message ?? "OK";
    const message = typeof said === "function" ? said(operation.example.output) : said;
    expect({ status: contract?.status ?? 200, message }).toEqual({
      status: operation.contract.status ?? 200,
      message: operation.contract.message ?? "OK",
    });
  }, 30_000);

  it("has an example that its schemas accept", () => {
    expect(z.safeParse(operation.contract.input, operation.example.input).error).toBeUndefined();
    expect(z.safeParse(operation.contract.output, operation.example.output)).toMatchObject({
      success: true,
      data: operation.example.output,
    });
  });

  it("has an example answer that the document itself accepts", () => {
    if (!answersJson(operation)) return;
    const described = { method: operation.method, path: API_BASE + operation.path };
    expect(checkAnswer(described, operation.contract.status ?? 200, exampleAnswer(operation))).toEqual([]);
  });
});
