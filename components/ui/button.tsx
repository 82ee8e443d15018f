import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";

const VARIANTS = {
  primary: "bg-accent text-accent-foreground hover:bg-accent-hover",
  secondary: "border border-border-strong/60 bg-surface text-foreground hover:bg-subtle",
  ghost: "text-foreground hover:bg-subtle",
  danger: "bg-danger text-danger-foreground hover:bg-danger-hover",
  "danger-outline": "border border-danger/50 bg-surface text-danger hover:bg-danger-subtle",
} as const;

const SIZES = {
  sm: "h-9 px-3 text-sm pointer-coarse:h-11",
  md: "h-11 px-4 text-[0.9375rem]",
  icon: "size-9 pointer-coarse:size-11",
} as const;

export interface ButtonLook {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
  /** As wide as what holds it. */
  block?: boolean;
  className?: string;
}

/** The look of a button, for links that lead somewhere: `<Link className={buttonClass({ variant: "primary" })}>`. */
export function buttonClass({ variant = "primary", size = "md", block, className }: ButtonLook = {}): string {
  return classNames(
    "relative inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors select-none",
    "disabled:opacity-55 aria-disabled:cursor-default",
    VARIANTS[variant],
    SIZES[size],
    block && "w-full",
    className,
  );
}

export interface ButtonProps extends ComponentProps<"button">, ButtonLook {
  /** Work is under way: the button stays focused and as wide as it was, does nothing, and turns a spinner after 300 ms. */
  pending?: boolean;
}

/** A button that does something. `type` is `button` unless said otherwise, so that none submits by accident. */
export function Button({ variant, size, block, className, pending, type = "button", children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass({ variant, size, block, className })}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={
        pending
          ? (event) => {
              event.preventDefault();
            }
          : onClick
      }
    >
      <span className={classNames("inline-flex items-center justify-center gap-2", pending && "animate-late-out [&_svg]:invisible")}>
        {children}
      </span>
      {pending && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
    </button>
  );
}
