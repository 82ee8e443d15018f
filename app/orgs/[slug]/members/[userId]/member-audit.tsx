import Link from "next/link";
import { EventList } from "@/app/orgs/[slug]/event-list";
import { SectionCard } from "@/components/ui/card";
import type { DateStyle } from "@/components/ui/moment";
import { quietLinkClass } from "@/components/ui/text-link";
import type { AuditEventView } from "@/lib/audit/events.schema";

export interface MemberAuditProps {
  events: AuditEventView[];
  hasMore: boolean;
  /** The organization's address. */
  path: string;
  email: string;
  look: DateStyle;
}

/** What happened to somebody here, the newest first. */
export function MemberAudit({ events, hasMore, path, email, look }: MemberAuditProps) {
  return (
    <SectionCard id="events" title="What happened" description="From the audit log.">
      {events.length > 0 ? (
        <EventList events={events} look={look} />
      ) : (
        <p className="text-sm text-muted">Nothing is recorded about them here.</p>
      )}
      {hasMore && (
        <Link href={`${path}/audit?q=${encodeURIComponent(`target:${email}`)}`} className={`${quietLinkClass} mt-3`}>
          Everything about them
        </Link>
      )}
    </SectionCard>
  );
}
