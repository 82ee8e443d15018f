import { Badge } from "@/components/ui/badge";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { AuditEventView } from "@/lib/audit/events.schema";

/** A few events as sentences; the audit log has all that is known of each. */
export function EventList({ events, look }: { events: AuditEventView[]; look: DateStyle }) {
  return (
    <ul className="grid gap-3">
      {events.map((event) => (
        <li key={event.id} className="text-[0.9375rem]">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 [overflow-wrap:anywhere]">{event.summary}</span>
            {event.outcome !== "success" && <Badge tone="warning">{event.outcome}</Badge>}
          </p>
          <p className="text-sm text-muted">
            <Moment at={event.occurred_at} look={look} />
          </p>
        </li>
      ))}
    </ul>
  );
}
