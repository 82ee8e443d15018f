import type { z } from "zod";

/** The first message for each top-level field that the schema refuses; empty when it accepts the value. */
export function problemsOf(schema: z.ZodType, value: unknown): Record<string, string> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return {};
  const problems: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    const name = String(path[0] ?? "");
    problems[name] ??= message;
  }
  return problems;
}
