import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

const TONES = {
  info: { look: "bg-accent-subtle border-accent/25", icon: "text-accent", Icon: Info },
  success: { look: "bg-success-subtle border-success/25", icon: "text-success", Icon: CircleCheck },
  warning: { look: "bg-warning-subtle border-warning/30", icon: "text-warning", Icon: TriangleAlert },
  danger: { look: "bg-danger-subtle border-danger/30", icon: "text-danger", Icon: CircleAlert },
} as const;

export type Tone = keyof typeof TONES;

export interface AlertProps {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  className?: string;
}

/** A message in the flow of the page. It announces nothing by itself: put it in a live region when it arrives later. */
export function Alert({ tone = "info", title, children, className }: AlertProps) {
  const { look, icon, Icon } = TONES[tone];
  return (
    <div className={classNames("flex gap-3 rounded-lg border px-3.5 py-3 text-sm leading-5", look, className)}>
      <Icon aria-hidden="true" className={classNames("mt-px size-[1.125rem] shrink-0", icon)} />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={classNames(title ? "mt-0.5 text-muted" : "")}>{children}</div>}
      </div>
    </div>
  );
}
