import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export interface EmptyStateProps {
  icon: LucideIcon;
  title: ReactNode;
  /** What would be here, and how it gets here. */
  children: ReactNode;
  action?: ReactNode;
}

/** What a list shows while it has nothing: it teaches what will be there. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <span className="grid size-11 place-items-center rounded-full bg-subtle text-muted">
        <Icon aria-hidden="true" className="size-5" />
      </span>
      <p className="mt-4 font-medium">{title}</p>
      <div className="mt-1 max-w-sm text-sm text-muted">{children}</div>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
