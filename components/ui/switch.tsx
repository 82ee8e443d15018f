import type { CheckboxProps } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";

/** On or off, taking effect at once; for a choice that waits for "Save" use a checkbox. */
export function Switch({ label, description, className, ...rest }: CheckboxProps) {
  return (
    <label className={classNames("flex items-start justify-between gap-6 py-1 text-[0.9375rem] leading-6", className)}>
      <span>
        {label}
        {description && <span className="block text-sm text-muted">{description}</span>}
      </span>
      <span className="relative mt-0.5 inline-flex h-6 w-10 shrink-0">
        <input
          {...rest}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked (HTML-AAM)
          role="switch"
          className="peer h-6 w-10 appearance-none rounded-full border border-border-strong bg-subtle transition-colors checked:border-accent checked:bg-accent"
        />
        <span className="pointer-events-none absolute top-1 left-1 size-4 rounded-full bg-border-strong transition-transform peer-checked:translate-x-4 peer-checked:bg-accent-foreground" />
      </span>
    </label>
  );
}
