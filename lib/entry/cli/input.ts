import type { z } from "zod";
import { UsageError } from "@/lib/entry/cli/command";

/** Reads what was typed through a contract's input. @throws UsageError with the first thing that is wrong. */
export function parseTyped<S extends z.ZodType>(schema: S, typed: z.input<S>): z.output<S> {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join(".");
  throw new UsageError(field ? `${field}: ${issue?.message}` : (issue?.message ?? "Something typed is wrong."));
}
