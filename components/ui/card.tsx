import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** A sheet with a hairline border. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classNames("rounded-xl border border-border bg-surface shadow-card", className)}>{children}</div>;
}

export interface SectionCardProps {
  /** Unique on the page; names the section for screen readers. */
  id: string;
  title: ReactNode;
  description?: ReactNode;
  /** Right of the title. */
  action?: ReactNode;
  children?: ReactNode;
  /** Buttons in the quiet strip at the bottom. */
  footer?: ReactNode;
  tone?: "plain" | "danger";
}

/** A card that is one section of a page, with its heading. */
export function SectionCard({ id, title, description, action, children, footer, tone = "plain" }: SectionCardProps) {
  return (
    <section
      aria-labelledby={`${id}-title`}
      id={id}
      className={classNames(
        "scroll-mt-6 rounded-xl border bg-surface shadow-card",
        tone === "danger" ? "border-danger/40" : "border-border",
      )}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-5 pt-5 sm:px-6 sm:pt-6">
        <div className="min-w-0 flex-1 basis-64">
          <h2 id={`${id}-title`} className="text-[1.0625rem] leading-6 font-semibold tracking-tight">
            {title}
          </h2>
          {description && <p className="mt-1 max-w-prose text-sm text-muted">{description}</p>}
        </div>
        {action}
      </div>
      <div className="px-5 pt-5 pb-5 sm:px-6 sm:pb-6">{children}</div>
      {footer && <div className="flex flex-wrap justify-end gap-3 border-t border-border px-5 py-4 sm:px-6">{footer}</div>}
    </section>
  );
}
