import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

const TONES = {
  neutral: "bg-subtle text-muted",
  accent: "bg-accent-subtle text-accent",
  success: "bg-success-subtle text-success",
  warning: "bg-warning-subtle text-warning",
  danger: "bg-danger-subtle text-danger",
} as const;

/** One or two words about the state of something. The words carry the meaning, never the colour alone. */
export function Badge({ tone = "neutral", children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span className={classNames("inline-flex h-6 items-center rounded-full px-2.5 text-xs font-medium whitespace-nowrap", TONES[tone])}>
      {children}
    </span>
  );
}
