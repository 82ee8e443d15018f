import type { z } from "zod";
import { type FieldErrors, invalidInput } from "@/lib/errors";

/**
 * Parses what a caller sent with the contract's schema.
 * @throws AppError VALIDATION_ERROR with every message beside its field; what concerns no field stands under `form`.
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields: FieldErrors = {};
  for (const issue of parsed.error.issues.slice(0, 50)) {
    const name = issue.path.length > 0 ? issue.path.map(String).join(".") : "form";
    const messages = fields[name] ?? [];
    if (!messages.includes(issue.message)) messages.push(issue.message);
    fields[name] = messages;
  }
  throw invalidInput(fields);
}
