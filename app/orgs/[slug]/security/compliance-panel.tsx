import Link from "next/link";
import type { OpenOrganization } from "@/app/orgs/open-organization";
import { Alert } from "@/components/ui/alert";
import { dateStyle, Moment } from "@/components/ui/moment";
import { textLinkClass } from "@/components/ui/text-link";
import { getCompliance } from "@/lib/organizations/compliance";

/** How many do not comply yet. It comes by itself: in a large organization it takes a moment to count. */
export async function CompliancePanel({ actor, session, organization }: OpenOrganization) {
  const { not_complying: count, is_more, enforced_from } = await getCompliance(actor, { organization_id: organization.id });
  if (enforced_from === null)
    return <p className="text-[0.9375rem] text-muted">Nothing is asked yet beyond what the portal asks of everybody.</p>;
  if (count === 0) return <Alert tone="success">Every member complies.</Alert>;
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  const isEnforced = Date.parse(enforced_from) <= Date.now();
  const who = `${is_more ? "More than 1,000" : count} ${count === 1 ? "member does" : "members do"} not comply yet`;
  return (
    <Alert tone="warning" title={who}>
      {isEnforced ? (
        `${organization.name} does not open to them until they do.`
      ) : (
        <>
          From <Moment at={enforced_from} look={look} as="absolute" /> on, {organization.name} does not open to them until they do.
        </>
      )}{" "}
      {organization.access.permissions.includes("members.read") && (
        <Link href={`/orgs/${organization.slug}/security/compliance`} className={textLinkClass}>
          See who and why
        </Link>
      )}
    </Alert>
  );
}
