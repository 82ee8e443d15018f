import type { Metadata } from "next";
import Link from "next/link";
import { EndOrganization } from "@/app/admin/organizations/[id]/end-organization";
import { Numbers } from "@/app/admin/organizations/[id]/numbers";
import { openAnyOrganization } from "@/app/admin/organizations/[id]/open-any-organization";
import { Policy } from "@/app/admin/organizations/[id]/policy";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button-class";
import { SectionCard } from "@/components/ui/card";
import { dateStyle, Moment } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { organizationFigures } from "@/lib/organizations/figures";
import { getSecurityPolicy } from "@/lib/organizations/security-policy";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { organization } = await openAnyOrganization((await params).id);
  return { title: organization.name };
}

/** One organization from above: how large it is, who owns it, what it demands, and its end. */
export default async function AnyOrganizationPage({ params }: Props) {
  const { actor, session, organization } = await openAnyOrganization((await params).id);
  const isDeleted = organization.deleted_at !== null;
  const [figures, policy] = await Promise.all([
    organizationFigures(actor, organization.id),
    isDeleted ? null : getSecurityPolicy(actor, { organization_id: organization.id }),
  ]);
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  return (
    <>
      <div className="flex flex-wrap items-center gap-4">
        <OrganizationMark name={organization.name} logo={organization.logo} size="md" />
        <div className="min-w-0 flex-1">
          <PageHeader
            title={
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1 [overflow-wrap:anywhere]">
                {organization.name} {isDeleted && <Badge tone="danger">Deleted</Badge>}
              </span>
            }
            description={
              <>
                {organization.slug} · since <Moment at={organization.created_at} look={look} as="absolute" />
              </>
            }
          />
        </div>
        <div className="flex flex-wrap gap-3">
          <Link href={`/admin/audit?q=${encodeURIComponent(`scope:${organization.id}`)}`} className={buttonClass({ variant: "secondary" })}>
            Audit log
          </Link>
          {!isDeleted && (
            <Link href={`/orgs/${organization.slug}`} className={buttonClass()}>
              Open its console
            </Link>
          )}
        </div>
      </div>
      <SectionCard id="numbers" title="Numbers">
        <Numbers figures={figures} />
      </SectionCard>
      <SectionCard id="owners" title="Owners">
        {figures.owners.length > 0 ? (
          <ul className="-my-3 divide-y divide-border">
            {figures.owners.map(({ userId, email, name, isActive }) => (
              <li key={userId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-3">
                <Link href={`/admin/users/${userId}`} className="rounded-sm font-medium underline-offset-[3px] hover:underline">
                  {name ?? email}
                </Link>
                {name && <span className="text-sm text-muted [overflow-wrap:anywhere]">{email}</span>}
                {!isActive && <Badge tone="danger">Deactivated</Badge>}
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-sm text-muted">Nobody owns it. Open its console and make a member an owner.</p>
        )}
      </SectionCard>
      {policy && (
        <SectionCard id="policy" title="Security policy" description="What it demands of its members.">
          <Policy policy={policy} />
        </SectionCard>
      )}
      <SectionCard
        id="end"
        tone={isDeleted ? "plain" : "danger"}
        title={isDeleted ? "Restore the organization" : "Delete the organization"}
        description={
          organization.restorable_until ? (
            <>
              It ends for good <Moment at={organization.restorable_until} look={look} as="absolute" />. Until then it can be brought back as
              it was.
            </>
          ) : (
            "Nobody gets in any more, from the next request on. For 30 days it can be restored with everything in it; then it is gone for good."
          )
        }
      >
        <EndOrganization
          key={isDeleted ? "deleted" : "live"}
          id={organization.id}
          name={organization.name}
          slug={organization.slug}
          state={isDeleted ? "deleted" : "live"}
        />
      </SectionCard>
    </>
  );
}
