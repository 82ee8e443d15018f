import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { WayIn } from "@/app/orgs/(all)/[slug]/requirements/way-in";
import { LeaveButton } from "@/app/orgs/[slug]/leave-button";
import { findOrganization } from "@/app/orgs/open-organization";
import { buttonClass } from "@/components/ui/button-class";
import { SectionCard } from "@/components/ui/card";
import { dateStyle, Moment } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { getProfile } from "@/lib/accounts/profile";
import { configuredProviders } from "@/lib/entry/auth";
import { requireSession } from "@/lib/entry/page";
import { listPasskeys } from "@/lib/passkeys/passkeys";

export const metadata: Metadata = { title: "What is asked of you" };

/** What an organization asks of somebody's sign-in, and the way to it; whoever meets it goes straight on. */
export default async function RequirementsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const found = await findOrganization(slug);
  const gap = found.organization ? found.organization.access.unmet : found.refusal;
  if (!gap) redirect(`/orgs/${slug}`);
  const { actor } = await requireSession(`/orgs/${slug}`);
  const [profile, listed] = await Promise.all([getProfile(actor), listPasskeys(actor)]);
  const { id, name } = found.organization ?? found.refusal.organization;
  const look = dateStyle({ locale: found.session.user.locale, time_zone: found.session.user.timeZone });
  return (
    <>
      <PageHeader
        title={gap.enforced ? `${name} is waiting for you` : `What ${name} asks of you`}
        description={
          gap.enforced ? (
            "Its security policy asks for one more thing. Everything you have there is kept, and opens as soon as it is done."
          ) : (
            <>
              You have until <Moment at={gap.enforced_from} look={look} as="absolute" />. Until then everything opens as before.
            </>
          )
        }
      />
      {gap.asks.map((ask) => (
        <WayIn
          key={ask.ask}
          ask={ask}
          name={name}
          path={`/orgs/${slug}`}
          providers={configuredProviders}
          proof={profile.has_password ? "password" : "fresh sign-in"}
          hasPasskey={listed.passkeys.length > 0}
        />
      ))}
      <SectionCard
        id="elsewhere"
        title="Or go on elsewhere"
        description="Your account and your other organizations are as they were."
        action={
          <Link href="/orgs" className={buttonClass({ variant: "secondary", size: "sm" })}>
            All organizations
          </Link>
        }
      >
        <div className="flex flex-wrap items-center justify-between gap-4">
          <p className="text-sm text-muted">If {name} is not yours any more, leave it.</p>
          <LeaveButton id={id} name={name} />
        </div>
      </SectionCard>
    </>
  );
}
