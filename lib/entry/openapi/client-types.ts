import type { buildOpenApiDocument } from "@/lib/entry/openapi/document";
import { typeOf } from "@/lib/entry/openapi/schema-types";
import { asObject, type JsonSchema, propertiesOf } from "@/lib/entry/openapi/schemas";

const HEAD = `// Written by \`npm run api:client\` from the OpenAPI document; do not change it by hand.
`;

/** The named schemas that describe an envelope, which the client opens itself. */
const ENVELOPES = new Set(["Success", "Failure", "OAuthFailure"]);

/**
 * The file client/src/types.ts: a type for each shared schema, and \`Paths\` with what every operation takes and answers.
 * An operation whose answer is no envelope (bytes, the OAuth form) is left out: a typed client has nothing to open there.
 */
export function clientTypes(document: ReturnType<typeof buildOpenApiDocument>): string {
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => [name, asObject(schema)] as const);
  const failure = schemas.find(([name]) => name === "Failure")?.[1] ?? {};
  const shared = schemas.filter(([name]) => !ENVELOPES.has(name)).map(([name, schema]) => `export type ${name} = ${typeOf(schema, "")};\n`);
  const paths = Object.entries(document.paths).map(([path, item]) => pathEntry(path, item));
  return [
    HEAD,
    `/** Every \`error.type\`. */\nexport type ErrorType = ${typeOf(at(failure, "error", "type"), "")};\n`,
    ...shared,
    `/** What each method of each path takes (\`params\`, \`query\`, \`body\`) and answers (\`data\`, \`meta\`). */\nexport interface Paths {\n${paths.join("")}}\n`,
    `/** POSTs that create something: sent twice under one \`Idempotency-Key\`, they create it once. */\nexport const CREATING: readonly string[] = [\n${creating(document.paths)}];\n`,
  ].join("\n");
}

function pathEntry(path: string, item: Record<string, unknown>): string {
  const methods = Object.entries(item).flatMap(([method, operation]) => {
    const answer = successSchema(asObject(operation));
    if (!answer) return [];
    const members = [...requestMembers(asObject(operation)), ...answerMembers(answer)];
    return `    ${method.toUpperCase()}: {\n${members.map((member) => `      ${member};\n`).join("")}    };\n`;
  });
  return methods.length > 0 ? `  ${JSON.stringify(path)}: {\n${methods.join("")}  };\n` : "";
}

function requestMembers(operation: Record<string, unknown>): string[] {
  const parameters = Array.isArray(operation.parameters) ? operation.parameters.map(asObject) : [];
  const members: string[] = [];
  for (const [place, name] of [
    ["path", "params"],
    ["query", "query"],
  ]) {
    const own = parameters.filter((parameter) => parameter.in === place);
    if (own.length === 0) continue;
    const required = own.filter((parameter) => parameter.required === true).map((parameter) => String(parameter.name));
    const properties = Object.fromEntries(own.map((parameter) => [String(parameter.name), parameter.schema]));
    members.push(`${name}${required.length > 0 ? "" : "?"}: ${typeOf({ type: "object", properties, required }, "      ")}`);
  }
  if (operation.requestBody) {
    const { required, content } = asObject(operation.requestBody);
    const { schema } = asObject(asObject(content)["application/json"]);
    members.push(`body${required ? "" : "?"}: ${typeOf(asObject(schema), "      ")}`);
  }
  return members;
}

function answerMembers(schema: JsonSchema): string[] {
  const { data, meta } = propertiesOf(schema);
  return [`data: ${typeOf(data ?? {}, "      ")}`, ...(meta ? [`meta: ${typeOf(meta, "      ")}`] : [])];
}

/** What an operation's envelope holds when it succeeds, or null when it answers with none. */
function successSchema(operation: Record<string, unknown>): JsonSchema | null {
  const success = Object.entries(asObject(operation.responses)).find(([status]) => status.startsWith("2"))?.[1];
  const { schema } = asObject(asObject(asObject(success ?? {}).content ?? {})["application/json"] ?? {});
  const { allOf } = asObject(schema ?? {});
  return Array.isArray(allOf) ? asObject(allOf.at(-1)) : null;
}

function creating(paths: Record<string, Record<string, unknown>>): string {
  const made = Object.entries(paths).filter(([, { post }]) => {
    if (!post) return false;
    const { responses, parameters } = asObject(post);
    const takesKey = JSON.stringify(parameters ?? []).includes('"Idempotency-Key"');
    return takesKey || "201" in asObject(responses);
  });
  return made.map(([path]) => `  ${JSON.stringify(path)},\n`).join("");
}

/** The schema of a member of a member. */
function at(schema: JsonSchema, ...names: string[]): JsonSchema {
  return names.reduce((inner, name) => propertiesOf(inner)[name] ?? {}, schema);
}
