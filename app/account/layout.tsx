import { cookies, headers } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AccountMenu } from "@/app/account/account-menu";
import { AccountNavigation } from "@/app/account/navigation";
import { StepUp } from "@/app/step-up/step-up";
import { BrandMark } from "@/components/layout/brand-mark";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { themeFrom } from "@/components/ui/theme";
import { Toaster } from "@/components/ui/toast";
import { currentCaller } from "@/lib/entry/page";

/** The pages about oneself: who is signed in above, the sections beside (below on a phone). */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const [{ session }, jar] = await Promise.all([currentCaller(), cookies()]);
  // Each page checks for itself; this one answers before anything is sent, with a real redirect.
  if (!session) {
    const path = (await headers()).get("x-portico-path") ?? "/account";
    redirect(`/login?notice=session-ended&callbackUrl=${encodeURIComponent(path)}`);
  }
  const { name, email, image, role } = session.user;
  return (
    <>
      <div className="border-b border-border bg-surface">
        <SiteHeader
          home={
            <Link href="/account" className="rounded-md">
              <BrandMark />
            </Link>
          }
        >
          <AccountMenu name={name ?? ""} email={email} image={image} role={role} />
        </SiteHeader>
      </div>
      <div className="mx-auto grid w-full max-w-5xl flex-1 items-start gap-x-12 px-5 sm:px-8 md:grid-cols-[11rem_minmax(0,1fr)]">
        <AccountNavigation />
        <main id="content" className="grid min-w-0 gap-8 py-8 sm:py-10">
          {children}
        </main>
      </div>
      <div className="max-md:pb-16">
        <SiteFooter theme={themeFrom(jar.get("theme")?.value)} />
      </div>
      <Toaster />
      <StepUp />
    </>
  );
}
