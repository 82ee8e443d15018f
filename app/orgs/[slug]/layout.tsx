import type { ReactNode } from "react";
import { ConsoleNavigation } from "@/app/orgs/[slug]/navigation";
import { PolicyBanner } from "@/app/orgs/[slug]/policy-banner";
import { openOrganization } from "@/app/orgs/open-organization";
import { dateStyle } from "@/components/ui/moment";
import { sectionsFor } from "@/lib/entry/organization-pages";

/** One organization's console: the sections that its visitor may open, and the page. */
export default async function ConsoleLayout({ children, params }: { children: ReactNode; params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { session, organization } = await openOrganization(slug);
  const { unmet } = organization.access;
  return (
    <div className="mx-auto grid w-full max-w-5xl flex-1 content-start items-start gap-x-12 px-5 sm:px-8 md:grid-cols-[11rem_minmax(0,1fr)]">
      <ConsoleNavigation slug={slug} name={organization.name} sections={sectionsFor(organization.access)} />
      <main id="content" className="grid min-w-0 gap-8 py-8 sm:py-10">
        {unmet && (
          <PolicyBanner
            name={organization.name}
            gap={unmet}
            look={dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone })}
            path={`/orgs/${slug}`}
          />
        )}
        {children}
      </main>
    </div>
  );
}
