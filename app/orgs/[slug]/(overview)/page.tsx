import type { Metadata } from "next";
import Link from "next/link";
import { EventList } from "@/app/orgs/[slug]/event-list";
import { LeaveButton } from "@/app/orgs/[slug]/leave-button";
import { NextSteps } from "@/app/orgs/[slug]/next-steps";
import { Numbers } from "@/app/orgs/[slug]/numbers";
import { OwnPlace } from "@/app/orgs/[slug]/own-place";
import { WhomToAsk } from "@/app/orgs/[slug]/whom-to-ask";
import { openSection } from "@/app/orgs/open-organization";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { SectionCard } from "@/components/ui/card";
import { dateStyle, Moment } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { quietLinkClass } from "@/components/ui/text-link";
import { sectionsFor } from "@/lib/entry/organization-pages";
import { listAuditEvents } from "@/lib/organizations/audit-events";
import { getMember } from "@/lib/organizations/member-list";
import { getOverview } from "@/lib/organizations/overview";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organization } = await openSection(params, "");
  return { title: organization.name };
}

/** So many of the latest events are shown; the audit log has the rest. */
const EVENTS = 6;

/** How the organization stands, what is to be done, what happened, and one's own place in it. */
export default async function OverviewPage({ params }: Props) {
  const { actor, session, organization } = await openSection(params, "");
  const { access } = organization;
  const own = { organization_id: organization.id };
  const [overview, self, events] = await Promise.all([
    getOverview(actor, own),
    access.roles.length > 0 ? getMember(actor, { ...own, user_id: actor.userId }) : null,
    access.permissions.includes("audit.read") ? listAuditEvents(actor, { ...own, q: "", limit: EVENTS }) : null,
  ]);
  const path = `/orgs/${organization.slug}`;
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  return (
    <>
      <div className="flex items-start gap-4 *:first:mt-1">
        <OrganizationMark name={organization.name} logo={organization.logo} size="md" />
        <PageHeader
          title={<span className="[overflow-wrap:anywhere]">{organization.name}</span>}
          description={
            <>
              /orgs/{organization.slug} · since <Moment at={organization.created_at} look={look} as="absolute" />
            </>
          }
        />
      </div>
      <NextSteps steps={overview.next_steps} sections={sectionsFor(access)} path={path} />
      <Numbers overview={overview} sections={sectionsFor(access)} path={path} />
      <OwnPlace organization={organization} self={self} look={look} />
      {events && events.items.length > 0 && (
        <SectionCard id="lately" title="What happened lately">
          <EventList events={events.items} look={look} />
          <Link href={`${path}/audit`} className={`${quietLinkClass} mt-4`}>
            The whole audit log
          </Link>
        </SectionCard>
      )}
      {access.as === "member" && !access.roles.some(({ role }) => role === "owner") && <WhomToAsk owners={overview.owners} />}
      {self && (
        <SectionCard
          id="leave"
          title="Leave"
          description="You lose what you may do here at once. The last owner cannot leave: make somebody else one first."
        >
          <LeaveButton id={organization.id} name={organization.name} />
        </SectionCard>
      )}
    </>
  );
}
