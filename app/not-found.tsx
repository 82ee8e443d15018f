import type { Metadata } from "next";
import { BrandMark } from "@/components/layout/brand-mark";
import { MessagePage } from "@/components/layout/message-page";
import { SiteHeader } from "@/components/layout/site-header";
import { buttonClass } from "@/components/ui/button-class";

export const metadata: Metadata = { title: "Page not found" };

/** What an address shows that leads nowhere, or nowhere that this person may know of. */
export default function NotFound() {
  return (
    <>
      <SiteHeader
        home={
          <a href="/" className="rounded-md">
            <BrandMark />
          </a>
        }
      />
      <MessagePage
        title="There is nothing at this address"
        action={
          <>
            <a href="/" className={buttonClass()}>
              Go to the first page
            </a>
            <a href="/account" className={buttonClass({ variant: "secondary" })}>
              Your account
            </a>
          </>
        }
      >
        It may have been moved or removed, or the link is not complete. If it came in a mail, copy the whole address.
      </MessagePage>
    </>
  );
}
