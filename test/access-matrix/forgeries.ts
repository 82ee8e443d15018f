import { API_BASE } from "@/lib/entry/openapi/api-base";
import { buildOpenApiDocument } from "@/lib/entry/openapi/document";
import { asObject } from "@/lib/entry/openapi/schemas";
import { INVALID } from "./doors";
import type { Outcome } from "./rules";
import type { Here, Use } from "./use";

type Input = Record<string, unknown>;

/** One well-formed input of one's own organization in which one value is another's. */
export interface Forgery {
  /** The parameter. */
  name: string;
  input: Input;
  expected: Outcome | string;
}

/** Accounts and addresses belong to no organization: whoever may add people may name any of them. */
const OF_NOBODY = ["newcomer", "address"] as const;

/** Every way to put one id or role of `theirs` into an input about `mine`. */
export function foreignInputs(use: Use | null, mine: Here, theirs: Here): Forgery[] {
  if (!use?.input || "on" in use.rule) return [];
  const shared = Object.fromEntries(OF_NOBODY.map((name) => [name, mine[name]]));
  const own = use.input(mine);
  const foreign = use.input({ ...theirs, ...shared });
  return substitutions(own, foreign).map(({ name, value }) => ({ name, input: asObject(value), expected: expectedFor(name) }));

  function expectedFor(name: string): Outcome | string {
    // A role is named by a word, which is no word of theirs.
    return name === "role" ? INVALID : 404;
  }
}

/** Every copy of a value in which one leaf is taken from `other`, where the two differ; the organization itself is the callers' to vary. */
function substitutions(value: unknown, other: unknown, name = ""): { name: string; value: unknown }[] {
  if (Array.isArray(value) && Array.isArray(other)) {
    return value.flatMap((part, at) =>
      substitutions(part, other[at], name).map((one) => ({ name: one.name, value: value.with(at, one.value) })),
    );
  }
  if (typeof value === "object" && value !== null && typeof other === "object" && other !== null) {
    return Object.entries(value).flatMap(([key, part]) =>
      key === "organization_id"
        ? []
        : substitutions(part, Reflect.get(other, key), key).map((one) => ({ name: one.name, value: { ...value, [key]: one.value } })),
    );
  }
  return value === other ? [] : [{ name, value: other }];
}

const openApi = buildOpenApiDocument();

/** Fields that nobody offers, about somebody else, as far as the use case does not take them (security.md, 8.2.3). */
export function unasked(use: Use | null, theirs: Here): Input {
  const [method = "", path = ""] = (use?.endpoint ?? "").split(" ");
  const taken = new Set([
    ...namesIn(use?.input?.(theirs)),
    ...namesIn(asObject(asObject(openApi.paths)[API_BASE + path] ?? {})[method.toLowerCase()]),
  ]);
  const fields: Input = {
    ...{
      id: theirs.organization,
      organization_id: theirs.organization,
      user_id: theirs.target,
      unit_id: theirs.unit,
      role_id: theirs.role,
    },
    ...{
      owner_id: theirs.target,
      invited_by: theirs.target,
      actor: { kind: "system" },
      role: "owner",
      roles: ["owner"],
      is_built_in: true,
    },
    ...{ email_verified: true, emailVerified: "2020-01-01T00:00:00Z", is_active: false, isActive: false, status: "suspended" },
    ...{ deleted_at: "2020-01-01T00:00:00Z", joined_at: "2020-01-01T00:00:00Z", password_hash: "x", must_reset_password: true },
  };
  // What stands in the address is no part of the body: there it has no effect either.
  const inAddress = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  return Object.fromEntries(Object.entries(fields).filter(([name]) => inAddress.has(name) || !taken.has(name)));
}

/** Every name in a value, however deep. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [name, ...namesIn(part)]);
}
