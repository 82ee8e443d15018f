import Building2 from "lucide-react/icons/building-2";
import type { Metadata } from "next";
import Link from "next/link";
import { OrganizationRow } from "@/app/orgs/(all)/organization-row";
import { PendingInvitation } from "@/app/orgs/(all)/pending-invitation";
import { RestoreButton } from "@/app/orgs/(all)/restore-button";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { buttonClass } from "@/components/ui/button-class";
import { Card, SectionCard } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { dateStyle, Moment } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/authorize";
import { requireSession } from "@/lib/entry/page";
import { AppError } from "@/lib/errors";
import { listMyInvitations } from "@/lib/organizations/invitation-list";
import { listMyOrganizations } from "@/lib/organizations/organization-lists";
import { listMyOrganizationsContract } from "@/lib/organizations/organizations.schema";

export const metadata: Metadata = { title: "Organizations" };

/** Everything that one belongs to, is invited to, or can still bring back. */
export default async function OrganizationsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { actor, session } = await requireSession("/orgs");
  const { cursor } = await searchParams;
  const [mine, invitations, deleted] = await Promise.all([
    pageOfMine(actor, cursor),
    listMyInvitations(actor),
    listMyOrganizations(actor, { state: "deleted", limit: 20 }),
  ]);
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  const mayCreate = can(actor, "platform.organizations.create");
  const create = mayCreate && (
    <Link href="/orgs/new" className={buttonClass()}>
      New organization
    </Link>
  );
  return (
    <>
      <PageHeader title="Organizations" description="Where you belong, and what you are there." action={create} />
      {invitations.items.length > 0 && (
        <SectionCard id="invitations" title="You are invited" description="You become a member when you accept.">
          <ul className="-my-4 divide-y divide-border">
            {invitations.items.map((invitation) => (
              <PendingInvitation key={invitation.id} invitation={invitation} look={look} />
            ))}
          </ul>
        </SectionCard>
      )}
      <Card>
        {mine.items.length > 0 ? (
          <ul className="divide-y divide-border">
            {mine.items.map((item) => (
              <OrganizationRow key={item.id} item={item} look={look} />
            ))}
          </ul>
        ) : (
          <EmptyState icon={Building2} title="You belong to no organization yet" action={create}>
            {mayCreate
              ? "Make one for your company, department or club, and invite people to it. An invitation to you would appear here too."
              : "When somebody invites you, the invitation appears here."}
          </EmptyState>
        )}
      </Card>
      {mine.next_cursor && (
        <div className="flex justify-center">
          <Link href={`/orgs?cursor=${encodeURIComponent(mine.next_cursor)}`} className={buttonClass({ variant: "secondary" })}>
            Next page
          </Link>
        </div>
      )}
      {deleted.items.length > 0 && (
        <SectionCard id="deleted" title="Deleted" description="Nobody gets in. Until its end you can restore each with everything in it.">
          <ul className="-my-4 divide-y divide-border">
            {deleted.items.map((item) => (
              <li key={item.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4">
                <OrganizationMark name={item.name} logo={item.logo} size="md" />
                <div className="min-w-0 flex-1 basis-40">
                  <p className="truncate font-medium">{item.name}</p>
                  {item.restorable_until && (
                    <p className="text-sm text-muted">
                      Ends for good <Moment at={item.restorable_until} look={look} as="absolute" />
                    </p>
                  )}
                </div>
                <RestoreButton id={item.id} name={item.name} slug={item.slug} />
              </li>
            ))}
          </ul>
        </SectionCard>
      )}
    </>
  );
}

/** A cursor that somebody has changed leads to the first page. */
async function pageOfMine(actor: Parameters<typeof listMyOrganizations>[0], cursor: string | string[] | undefined) {
  const asked = listMyOrganizationsContract.input.safeParse({ cursor });
  const first = listMyOrganizationsContract.input.parse({});
  try {
    return await listMyOrganizations(actor, asked.success ? asked.data : first);
  } catch (error) {
    if (error instanceof AppError && error.type === "VALIDATION_ERROR") return listMyOrganizations(actor, first);
    throw error;
  }
}
