import { cookies, headers } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AccountMenu } from "@/app/account/account-menu";
import { OrganizationSwitcher } from "@/app/orgs/switcher";
import { StepUp } from "@/app/step-up/step-up";
import { Mark } from "@/components/layout/brand-mark";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { themeFrom } from "@/components/ui/theme";
import { Toaster } from "@/components/ui/toast";
import { brand } from "@/lib/brand";
import { currentCaller } from "@/lib/entry/page";
import { listMyInvitations } from "@/lib/organizations/invitation-list";
import { listMyOrganizations } from "@/lib/organizations/organization-lists";

/** So many organizations the switcher shows; the list of all is one step away. */
const SWITCHER_LENGTH = 12;

/** The pages about organizations: the switcher and who is signed in above. */
export default async function OrganizationsLayout({ children }: { children: ReactNode }) {
  const [{ actor, session }, jar] = await Promise.all([currentCaller(), cookies()]);
  // Each page checks for itself; this one answers before anything is sent, with a real redirect.
  if (!session) {
    const path = (await headers()).get("x-portico-path") ?? "/orgs";
    redirect(`/login?notice=session-ended&callbackUrl=${encodeURIComponent(path)}`);
  }
  const [mine, invitations] = await Promise.all([
    listMyOrganizations(actor, { state: "live", limit: SWITCHER_LENGTH }),
    listMyInvitations(actor),
  ]);
  const { name, email, image, role } = session.user;
  return (
    <>
      <div className="border-b border-border bg-surface">
        <SiteHeader
          home={
            <div className="flex min-w-0 items-center gap-2 sm:gap-3">
              <Link href="/account" className="shrink-0 rounded-md">
                <Mark />
                <span className="sr-only">{brand.name}</span>
              </Link>
              <span aria-hidden="true" className="h-6 w-px shrink-0 bg-border" />
              <OrganizationSwitcher
                organizations={mine.items.filter(({ status }) => status === "active")}
                invitations={invitations.items.length}
              />
            </div>
          }
        >
          <AccountMenu name={name ?? ""} email={email} image={image} role={role} />
        </SiteHeader>
      </div>
      {children}
      <SiteFooter theme={themeFrom(jar.get("theme")?.value)} />
      <Toaster />
      <StepUp />
    </>
  );
}
