import { cookies, headers } from "next/headers";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AccountMenu } from "@/app/account/account-menu";
import { AdministrationNavigation } from "@/app/admin/navigation";
import { StepUp } from "@/app/step-up/step-up";
import { Mark } from "@/components/layout/brand-mark";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { themeFrom } from "@/components/ui/theme";
import { Toaster } from "@/components/ui/toast";
import { can } from "@/lib/access/authorize";
import { brand } from "@/lib/brand";
import { currentCaller } from "@/lib/entry/page";

/** The platform's console: for administrators, and absent for everybody else. */
export default async function AdministrationLayout({ children }: { children: ReactNode }) {
  const [{ actor, session }, jar] = await Promise.all([currentCaller(), cookies()]);
  // Each page checks for itself; this one answers before anything is sent, with a real redirect.
  if (!session) {
    const path = (await headers()).get("x-portico-path") ?? "/admin";
    redirect(`/login?notice=session-ended&callbackUrl=${encodeURIComponent(path)}`);
  }
  if (!can(actor, "platform.users.read")) notFound();
  const { name, email, image, role } = session.user;
  return (
    <>
      <div className="border-b border-border bg-surface">
        <SiteHeader
          home={
            <div className="flex min-w-0 items-center gap-3">
              <Link href="/account" className="shrink-0 rounded-md">
                <Mark />
                <span className="sr-only">{brand.name}</span>
              </Link>
              <span aria-hidden="true" className="h-6 w-px shrink-0 bg-border" />
              <Link href="/admin" className="rounded-md px-1 text-[0.9375rem] font-medium">
                Administration
              </Link>
            </div>
          }
        >
          <AccountMenu name={name ?? ""} email={email} image={image} role={role} />
        </SiteHeader>
      </div>
      <div className="mx-auto grid w-full max-w-5xl flex-1 content-start items-start gap-x-12 px-5 sm:px-8 md:grid-cols-[11rem_minmax(0,1fr)]">
        <AdministrationNavigation />
        <main id="content" className="grid min-w-0 gap-8 py-8 sm:py-10">
          {children}
        </main>
      </div>
      <SiteFooter theme={themeFrom(jar.get("theme")?.value)} />
      <Toaster />
      <StepUp />
    </>
  );
}
