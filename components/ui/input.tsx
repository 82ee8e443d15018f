import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** The look that every one-line control has in common; 16 px, so that a phone does not zoom in. */
export const controlClass = classNames(
  "block w-full rounded-lg border border-border-strong bg-surface px-3 text-base text-foreground transition-colors",
  "focus-visible:border-accent focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-accent",
  "aria-invalid:border-danger aria-invalid:focus-visible:outline-danger",
  "disabled:bg-subtle disabled:text-muted [&[readonly]]:bg-subtle",
);

/** One line of text. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={classNames(controlClass, "h-11", className)} />;
}
