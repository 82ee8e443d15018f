import ScrollText from "lucide-react/icons/scroll-text";
import Link from "next/link";
import { AuditRow } from "@/components/audit/audit-row";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { DateStyle } from "@/components/ui/moment";
import type { AuditEventView, PlatformAuditEventView } from "@/lib/audit/events.schema";

export interface AuditListProps {
  items: readonly (AuditEventView | PlatformAuditEventView)[];
  /** What is wrong with the search, when it cannot be read. */
  problem: string | undefined;
  /** Whether older rows are still to be looked at. */
  more: boolean;
  /** The whole log. */
  path: string;
  look: DateStyle;
}

/** A page of an audit log, or why there is nothing on it. */
export function AuditList({ items, problem, more, path, look }: AuditListProps) {
  return (
    <Card>
      {items.length > 0 ? (
        <ul className="divide-y divide-border">
          {items.map((event) => (
            <AuditRow key={event.id} event={event} look={look} />
          ))}
        </ul>
      ) : (
        <EmptyState
          icon={ScrollText}
          title={problem ? "This search cannot be read" : more ? "Nothing matches so far" : "Nothing matches"}
          action={
            <Link href={path} className={buttonClass({ variant: "secondary", size: "sm" })}>
              Show everything
            </Link>
          }
        >
          {problem
            ? "Mend the search above."
            : more
              ? "The newest of many events were looked at. The next page goes on with older ones."
              : "Use fewer conditions, or a longer range of days."}
        </EmptyState>
      )}
    </Card>
  );
}
