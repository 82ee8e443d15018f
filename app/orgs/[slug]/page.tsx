import type { Metadata } from "next";
import { LeaveButton } from "@/app/orgs/[slug]/leave-button";
import { OwnPlace } from "@/app/orgs/[slug]/own-place";
import { openSection } from "@/app/orgs/open-organization";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { SectionCard } from "@/components/ui/card";
import { dateStyle, Moment } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { getMember } from "@/lib/organizations/member-list";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organization } = await openSection(params, "");
  return { title: organization.name };
}

/** What the organization is, and one's own place in it. */
export default async function OverviewPage({ params }: Props) {
  const { actor, session, organization } = await openSection(params, "");
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  const isMember = organization.access.roles.length > 0;
  const self = isMember ? await getMember(actor, { organization_id: organization.id, user_id: actor.userId }) : null;
  return (
    <>
      <div className="flex items-center gap-4">
        <OrganizationMark name={organization.name} logo={organization.logo} size="md" />
        <PageHeader
          title={organization.name}
          description={
            <>
              /orgs/{organization.slug} · since <Moment at={organization.created_at} look={look} as="absolute" />
            </>
          }
        />
      </div>
      <OwnPlace organization={organization} self={self} look={look} />
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
