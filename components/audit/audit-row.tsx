import { Badge } from "@/components/ui/badge";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { AuditEventView, PlatformAuditEventView } from "@/lib/audit/events.schema";

/** One event as a sentence; everything that is known of it unfolds as JSON. */
export function AuditRow({ event, look }: { event: AuditEventView | PlatformAuditEventView; look: DateStyle }) {
  return (
    <li className="px-5 py-4 sm:px-6">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 [overflow-wrap:anywhere]">{event.summary}</span>
        {"organization" in event && event.organization && <Badge>{event.organization.name}</Badge>}
        {event.impersonator && <Badge tone="warning">Impersonation</Badge>}
        {event.outcome !== "success" && <Badge tone="warning">{event.outcome}</Badge>}
      </p>
      <p className="mt-0.5 text-sm text-muted">
        <Moment at={event.occurred_at} look={look} as="absolute" />
        {event.ip && <> · {event.ip}</>} · <span className="font-mono text-xs">{event.action}</span>
      </p>
      <details className="mt-1.5">
        <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-sm text-accent underline-offset-[3px] hover:underline">
          Details<span className="sr-only">: {event.summary}</span>
        </summary>
        <pre className="mt-2 rounded-lg bg-subtle p-3.5 text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">
          {JSON.stringify(event, null, 2)}
        </pre>
      </details>
    </li>
  );
}
