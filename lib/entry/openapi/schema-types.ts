import { asObject, type JsonSchema, propertiesOf, requiredOf } from "@/lib/entry/openapi/schemas";

/**
 * A JSON Schema as a TypeScript type, as far as types can say it: lengths and formats are left to the portal.
 * @param indent of the line that it begins on.
 */
export function typeOf(schema: JsonSchema, indent: string): string {
  if (typeof schema.$ref === "string") return schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return union(choices.map((choice) => typeOf(asObject(choice), indent)));
  if (Array.isArray(schema.allOf)) return schema.allOf.map((part) => `(${typeOf(asObject(part), indent)})`).join(" & ");
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type }, indent)));
  switch (schema.type) {
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "number":
    case "integer":
      return "number";
    case "array":
      return `Array<${typeOf(asObject(schema.items ?? {}), indent)}>`;
    case "object":
      return objectType(schema, indent);
    default:
      return "unknown";
  }
}

const union = (types: string[]): string => [...new Set(types)].join(" | ");

function objectType(schema: JsonSchema, indent: string): string {
  const properties = Object.entries(propertiesOf(schema));
  if (properties.length === 0) {
    const { additionalProperties } = schema;
    const values = typeof additionalProperties === "object" ? typeOf(asObject(additionalProperties), indent) : "unknown";
    return `{ [name: string]: ${values} }`;
  }
  const required = requiredOf(schema);
  const inner = `${indent}  `;
  const members = properties.map(([name, member]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return `${inner}${key}${required.includes(name) ? "" : "?"}: ${typeOf(member, inner)};\n`;
  });
  return `{\n${members.join("")}${indent}}`;
}
