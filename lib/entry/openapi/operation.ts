import type { z } from "zod";
import type { ErrorType } from "@/lib/errors";

/** Who may call: anybody; anybody, but the signed-in are answered more; the signed-in; administrators of the platform. */
export type CallerKind = "none" | "optional" | "session" | "admin";

/** One method of one path below /api/v1, as the document describes it. */
export interface Operation {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** Below /api/v1, with parameters in braces. */
  path: string;
  /** Other paths of the same handlers. */
  aliases?: readonly string[];
  id: string;
  summary: string;
  description?: string;
  caller: CallerKind;
  /** The very schemas of the route handler, with its status and message where they are not 200 and "OK". */
  contract: { input: z.ZodType; output: z.ZodType; status?: number; message?: string; etag?: "strong" };
  /** What its domain function throws; what every such handler can answer is added by `errorsOf`. */
  errors: readonly ErrorType[];
  /** A whole input (path, query and body together) and the output it leads to; none for bytes. */
  example: { input: Record<string, unknown>; output: unknown };
  /** How it travels, when not as JSON in the envelope. */
  wire?: "oauth_form" | "webp" | "zip" | "lines" | "redirect";
  /** Another status with the same kind of answer, and when. */
  also?: { status: number; message: string };
}

/** Whether it answers with JSON; the others answer with a file's bytes, or send the browser elsewhere. */
export const answersJson = ({ wire }: Pick<Operation, "wire">): boolean => wire === undefined || wire === "oauth_form";

/** A group of operations that the document shows together. */
export interface OperationGroup {
  tag: string;
  description: string;
  operations: readonly Operation[];
}

/** The names in braces of a path. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => (name ? [name] : []));
}

/** The path itself and its aliases, each as an operation with an id of its own. */
export function withAliases(operation: Operation): Operation[] {
  const others = (operation.aliases ?? []).map((path) => ({
    ...operation,
    path,
    aliases: [],
    id: `${operation.id}At${pascalCase(path)}`,
    description: `Another name of \`${operation.path}\`. ${operation.description ?? ""}`.trim(),
  }));
  return [operation, ...others];
}

function pascalCase(path: string): string {
  return path
    .split(/[^a-z0-9]+/i)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

/** Whether it heeds `Idempotency-Key`: a POST that creates. */
export const isCreating = ({ method, contract, wire }: Operation): boolean => method === "post" && contract.status === 201 && !wire;
