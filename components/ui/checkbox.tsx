import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

export interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  label: ReactNode;
  description?: ReactNode;
}

/** A box to tick with its words beside it; the words are part of the target. */
export function Checkbox({ label, description, className, ...rest }: CheckboxProps) {
  return (
    <label className={classNames("flex min-h-6 items-start gap-3 py-1 text-[0.9375rem] leading-5 pointer-coarse:py-2.5", className)}>
      <span className="relative grid size-5 shrink-0 place-items-center">
        <input
          {...rest}
          type="checkbox"
          className="peer size-5 appearance-none rounded-[5px] border border-border-strong bg-surface transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent"
        />
        <Check
          aria-hidden="true"
          strokeWidth={3}
          className="pointer-events-none absolute size-3.5 text-accent-foreground opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-0"
        />
        <Minus
          aria-hidden="true"
          strokeWidth={3}
          className="pointer-events-none absolute size-3.5 text-accent-foreground opacity-0 peer-indeterminate:opacity-100"
        />
      </span>
      <span>
        {label}
        {description && <span className="mt-0.5 block text-sm text-muted">{description}</span>}
      </span>
    </label>
  );
}
