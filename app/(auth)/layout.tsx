import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { BrandMark } from "@/components/layout/brand-mark";
import { SiteFooter } from "@/components/layout/site-footer";
import { Alert } from "@/components/ui/alert";
import { themeFrom } from "@/components/ui/theme";

/** The pages that lead in: the mark, one card, the foot. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  return (
    <>
      <header className="flex justify-center px-5 pt-10 sm:pt-16">
        <a href="/" className="rounded-md">
          <BrandMark />
        </a>
      </header>
      <main id="content" className="mx-auto w-full max-w-md flex-1 px-5 pt-8 pb-12 sm:pt-10">
        <noscript>
          <div className="mb-6">
            <Alert tone="warning" title="This page needs JavaScript">
              Allow it for this address in your browser, then reload the page.
            </Alert>
          </div>
        </noscript>
        {children}
      </main>
      <SiteFooter theme={themeFrom(jar.get("theme")?.value)} />
    </>
  );
}
