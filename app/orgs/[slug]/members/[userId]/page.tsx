import type { Metadata } from "next";
import Link from "next/link";
import { MemberAudit } from "@/app/orgs/[slug]/members/[userId]/member-audit";
import { MemberFacts } from "@/app/orgs/[slug]/members/[userId]/member-facts";
import { openMember } from "@/app/orgs/[slug]/members/[userId]/open-member";
import { mayIn } from "@/app/orgs/[slug]/members/may";
import { MemberBadges } from "@/app/orgs/[slug]/members/member-badges";
import { MemberMenu } from "@/app/orgs/[slug]/members/member-menu";
import { RolePicker } from "@/app/orgs/[slug]/members/role-picker";
import { Avatar } from "@/components/ui/avatar";
import { buttonClass } from "@/components/ui/button-class";
import { SectionCard } from "@/components/ui/card";
import { dateStyle } from "@/components/ui/moment";
import { quietLinkClass } from "@/components/ui/text-link";
import { listAuditEvents } from "@/lib/organizations/audit-events";
import { listRoles } from "@/lib/organizations/roles";
import { listUnits } from "@/lib/organizations/units";

type Props = { params: Promise<{ slug: string; userId: string }> };

export const metadata: Metadata = { title: "Member" };

/** So many of the latest events about somebody are shown; the audit log has the rest. */
const EVENTS = 5;

/** One member: their place here, what can be done about it, and what happened to them. */
export default async function MemberPage({ params }: Props) {
  const { actor, session, organization, member } = await openMember(params);
  const may = mayIn(organization.access);
  const own = { organization_id: organization.id };
  const isSelf = member.user_id === actor.userId;
  const [roles, units, events] = await Promise.all([
    may.assign ? listRoles(actor, own) : null,
    may.seeUnits ? listUnits(actor, own) : null,
    organization.access.permissions.includes("audit.read")
      ? listAuditEvents(actor, { ...own, q: `target:${member.user_id}`, limit: EVENTS })
      : null,
  ]);
  const path = `/orgs/${organization.slug}`;
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  const name = member.full_name ?? member.email;
  const acts = { member, roles: roles?.items ?? [], units: units?.items ?? [] };
  return (
    <>
      <div className="grid gap-4">
        <Link href={`${path}/members`} className={`${quietLinkClass} w-fit`}>
          All members
        </Link>
        <div className="flex flex-wrap items-center gap-x-5 gap-y-4">
          <Avatar size="lg" name={name} image={member.picture} />
          <div className="min-w-0 flex-1 basis-52">
            <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-2xl leading-8 font-semibold tracking-tight">
              <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
              <MemberBadges member={member} isSelf={isSelf} />
            </h1>
            {member.full_name && <p className="text-muted [overflow-wrap:anywhere]">{member.email}</p>}
          </div>
          <div className="flex items-center gap-2">
            {acts.roles.length > 0 && <RolePicker organizationId={organization.id} {...acts} />}
            <MemberMenu organization={organization} isSelf={isSelf} may={may} {...acts} />
          </div>
        </div>
      </div>
      <SectionCard
        id="place"
        title="Place here"
        action={
          (isSelf || may.seeRoles) && (
            <Link href={`${path}/members/${member.user_id}/why`} className={buttonClass({ variant: "secondary", size: "sm" })}>
              What they may do, and why
            </Link>
          )
        }
      >
        <MemberFacts member={member} look={look} />
      </SectionCard>
      {events && <MemberAudit events={events.items} hasMore={events.next_cursor !== null} path={path} email={member.email} look={look} />}
    </>
  );
}
