import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";

/** What went wrong, announced when it arrives. The live region stands before there is something to say: one that comes with its words is often not read. */
export function Problem({ children, tone = "danger" }: { children: ReactNode; tone?: "danger" | "warning" }) {
  return (
    <div role="alert" className="empty:hidden">
      {children && <Alert tone={tone}>{children}</Alert>}
    </div>
  );
}
