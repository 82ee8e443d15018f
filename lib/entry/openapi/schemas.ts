import { z } from "zod";
import { codeField, emailField } from "@/lib/accounts/account-fields.schema";
import { accountView, findAccountContract } from "@/lib/accounts/administration.schema";
import { activityView, profileView } from "@/lib/accounts/profile.schema";
import { auditEventView, platformAuditEventView } from "@/lib/audit/events.schema";
import { invitationView } from "@/lib/organizations/invitations.schema";
import { memberView } from "@/lib/organizations/members.schema";
import { organizationView } from "@/lib/organizations/organizations.schema";
import { roleView } from "@/lib/organizations/roles.schema";
import { unitView } from "@/lib/organizations/units.schema";
import { sessionView } from "@/lib/sessions/sessions.schema";
import { tokenPair } from "@/lib/signin/login.schema";

/** A JSON Schema (2020-12) as the document holds it. */
export type JsonSchema = Record<string, unknown>;

/** Which side of a schema: what may be sent, or what is answered. */
export type Side = "input" | "output";

interface Facts {
  /** The name of a shared component. */
  id?: string;
  format?: string;
  pattern?: string;
}

/** What JSON Schema cannot read off the zod schemas; a registry of its own, so that they stay free of it. */
const facts = z
  .registry<Facts>()
  .add(emailField, { format: "email" })
  .add(codeField, { pattern: "^\\d{6}$" })
  .add(profileView, { id: "Profile" })
  .add(accountView, { id: "Account" })
  .add(findAccountContract.output, { id: "AccountDetails" })
  .add(activityView, { id: "Activity" })
  .add(sessionView, { id: "Session" })
  .add(tokenPair, { id: "TokenPair" })
  .add(organizationView, { id: "Organization" })
  .add(memberView, { id: "Member" })
  .add(invitationView, { id: "Invitation" })
  .add(roleView, { id: "Role" })
  .add(unitView, { id: "Unit" })
  .add(auditEventView, { id: "AuditEvent" })
  .add(platformAuditEventView, { id: "PlatformAuditEvent" });

/** Turns zod schemas into JSON Schemas and keeps what several of them share. */
export class SchemaCollector {
  /** For `components.schemas`. */
  readonly shared: Record<string, JsonSchema> = {};

  /** One side of a schema, with shared parts as references. */
  of(schema: z.ZodType, side: Side): JsonSchema {
    // Wrapped, because a shared schema at the very top would be written out in place.
    const wrapped = z.toJSONSchema(z.object({ value: schema }), { io: side, metadata: facts, override: tidy });
    for (const [name, definition] of Object.entries(wrapped.$defs ?? {})) {
      this.shared[componentName(name)] = asObject(relocated(definition));
    }
    return asObject(relocated(wrapped.properties?.value));
  }
}

function tidy({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  delete jsonSchema.id;
  // An answer may gain fields: a client must not refuse it for that.
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  // The format says it already, and in fewer than 200 characters.
  if (typeof jsonSchema.format === "string") delete jsonSchema.pattern;
}

/** The only schema that refers to itself is `z.json()`, which zod numbers. */
const componentName = (name: string): string => (name.startsWith("__schema") ? "JsonValue" : name);

function relocated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocated);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === "$ref" && typeof inner === "string" ? [key, reference(inner.replace("#/$defs/", ""))] : [key, relocated(inner)],
    ),
  );
}

const reference = (name: string): string => `#/components/schemas/${componentName(name)}`;

/** Narrows a JSON value to an object. @throws Error when it is none. */
export function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("Expected a JSON object");
  return { ...value };
}

/** The members of a schema's `properties`; none for what is no object. */
export function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  const properties = Object.entries(asObject(schema.properties ?? {}));
  return Object.fromEntries(properties.map(([name, value]) => [name, asObject(value)]));
}

/** The names in a schema's `required`. */
export function requiredOf(schema: JsonSchema): string[] {
  return Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === "string") : [];
}
