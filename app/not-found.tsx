import type { Metadata } from "next";
import Link from "next/link";
import { BrandMark } from "@/components/layout/brand-mark";
import { MessagePage } from "@/components/layout/message-page";
import { SiteHeader } from "@/components/layout/site-header";
import { buttonClass } from "@/components/ui/button";

export const metadata: Metadata = { title: "Page not found" };

/** What an address shows that leads nowhere, or nowhere that this person may know of. */
export default function NotFound() {
  return (
    <>
      <SiteHeader
        home={
          <Link href="/" className="rounded-md">
            <BrandMark />
          </Link>
        }
      />
      <MessagePage
        title="There is nothing at this address"
        action={
          <>
            <Link href="/" className={buttonClass()}>
              Go to the first page
            </Link>
            <Link href="/account" className={buttonClass({ variant: "secondary" })}>
              Your account
            </Link>
          </>
        }
      >
        It may have been moved or removed, or the link is not complete. If it came in a mail, copy the whole address.
      </MessagePage>
    </>
  );
}
