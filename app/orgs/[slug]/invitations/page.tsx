import Mail from "lucide-react/icons/mail";
import type { Metadata } from "next";
import Link from "next/link";
import { InvitationFilter } from "@/app/orgs/[slug]/invitations/filter";
import { InvitationRow } from "@/app/orgs/[slug]/invitations/invitation-row";
import { InviteForm } from "@/app/orgs/[slug]/invitations/invite-form";
import { ListPages } from "@/app/orgs/list-pages";
import { openSection } from "@/app/orgs/open-organization";
import { given, listAddress, type Query } from "@/app/orgs/query";
import { buttonClass } from "@/components/ui/button-class";
import { Card, SectionCard } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { holdsSomewhere } from "@/lib/entry/organization-pages";
import { listInvitations } from "@/lib/organizations/invitation-list";
import { listInvitationsContract } from "@/lib/organizations/invitations.schema";
import { listRoles } from "@/lib/organizations/roles";
import { listUnits } from "@/lib/organizations/units";

export const metadata: Metadata = { title: "Invitations" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Query> };

/** Inviting people, and what became of each invitation. */
export default async function InvitationsPage({ params, searchParams }: Props) {
  const { actor, session, organization } = await openSection(params, "invitations");
  const { cursor, ...filter } = given(await searchParams, ["search", "status", "cursor"]);
  const own = { organization_id: organization.id };
  const plain = { ...own, limit: 25 };
  const asked = listInvitationsContract.input.safeParse({ ...filter, cursor, ...plain });
  const [list, roles, units] = await Promise.all([
    // What is wrong in an address that somebody has changed is left out of the search.
    listInvitations(actor, asked.success ? asked.data : listInvitationsContract.input.parse(plain)),
    holdsSomewhere(organization.access, "roles.read") ? listRoles(actor, own) : null,
    holdsSomewhere(organization.access, "units.read") ? listUnits(actor, own) : null,
  ]);
  const path = `/orgs/${organization.slug}/invitations`;
  const isFiltered = Boolean(filter.search || filter.status);
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  return (
    <>
      <PageHeader title="Invitations" description="Each is mailed, bound to its address, good once and for seven days." />
      <SectionCard id="invite" title="Invite people">
        <InviteForm organizationId={organization.id} roles={roles?.items ?? []} units={units?.items ?? []} />
      </SectionCard>
      <InvitationFilter path={path} asked={filter} />
      <Card>
        {list.items.length > 0 ? (
          <ul className="divide-y divide-border">
            {list.items.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} organizationId={organization.id} look={look} />
            ))}
          </ul>
        ) : (
          <EmptyState
            icon={Mail}
            title={isFiltered ? "No invitation matches" : "Nobody is invited yet"}
            action={
              isFiltered && (
                <Link href={path} className={buttonClass({ variant: "secondary", size: "sm" })}>
                  Show all
                </Link>
              )
            }
          >
            {isFiltered
              ? "Search finds how an address begins."
              : "Those you invite stand here until they accept, with what you can do about each."}
          </EmptyState>
        )}
      </Card>
      <ListPages
        first={cursor ? listAddress(path, filter) : null}
        next={list.next_cursor ? listAddress(path, { ...filter, cursor: list.next_cursor }) : null}
      />
    </>
  );
}
