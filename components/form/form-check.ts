import { zodResolver } from "@hookform/resolvers/zod";
import { createFormControl, type FieldValues } from "react-hook-form";
import type { z } from "zod";

/** The first message of each of these fields that the schema refuses; empty when it takes them all. */
export type FormCheck = (names: readonly string[]) => Promise<Record<string, string>>;

/**
 * Checks a form with react-hook-form and the domain's own schema. It is loaded when a form is first sent, not with
 * the page, so that signing in stays small (docs/decisions/forms.md).
 * @param read what would be sent now, out of what the elements hold.
 */
export function formCheck(schema: z.ZodType<unknown, FieldValues>, read: () => FieldValues): FormCheck {
  const resolve = zodResolver(schema);
  const form = createFormControl({ resolver: (_values, context, options) => resolve(read(), context, options) });
  return async (names) => {
    for (const name of names) form.register(name);
    await form.trigger();
    const messages = names.map((name) => [name, form.getFieldState(name).error?.message] as const);
    return Object.fromEntries(messages.filter((entry): entry is [string, string] => Boolean(entry[1])));
  };
}
