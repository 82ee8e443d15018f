import type { ReactNode } from "react";

/** A hairline, with words in its middle where two ways part ("or"). */
export function Separator({ children }: { children?: ReactNode }) {
  if (!children) return <hr className="border-border" />;
  return (
    <div className="flex items-center gap-4 text-sm text-muted">
      <span className="h-px flex-1 bg-border" />
      {children}
      <span className="h-px flex-1 bg-border" />
    </div>
  );
}
