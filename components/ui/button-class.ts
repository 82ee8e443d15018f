import { classNames } from "@/components/ui/class-names";

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
