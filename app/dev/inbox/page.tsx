import Inbox from "lucide-react/icons/inbox";
import MailOpen from "lucide-react/icons/mail-open";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { notFound } from "next/navigation";
import { KeepFresh } from "@/app/dev/inbox/keep-fresh";
import { MailList } from "@/app/dev/inbox/mail-list";
import { MailView } from "@/app/dev/inbox/mail-view";
import { SearchForm } from "@/app/dev/inbox/search-form";
import { BrandMark } from "@/components/layout/brand-mark";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { themeFrom } from "@/components/ui/theme";
import { searchInbox } from "@/lib/entry/dev-inbox";

export const metadata: Metadata = { title: "Inbox" };

type Query = Promise<{ search?: string | string[]; message?: string | string[] }>;

const first = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? "";

/** Mail that left for nowhere: what this portal would have sent, while no mail service is set. */
export default async function InboxPage({ searchParams }: { searchParams: Query }) {
  const [query, jar] = await Promise.all([searchParams, cookies()]);
  const search = first(query.search);
  const mails = await searchInbox(search);
  if (!mails) notFound();
  const chosen = mails.find(({ id }) => id === first(query.message));
  return (
    <>
      <div className="border-b border-border bg-surface">
        <SiteHeader
          home={
            <Link href="/" prefetch={false} className="rounded-md">
              <BrandMark />
            </Link>
          }
        />
      </div>
      <main id="content" className="mx-auto grid w-full max-w-5xl flex-1 content-start gap-6 px-5 py-8 sm:px-8 sm:py-10">
        <PageHeader
          title="Inbox"
          description="No mail service is set, so mail stays on this machine and is shown here. It is kept for a week."
          action={<KeepFresh />}
        />
        {mails.length === 0 && !search ? (
          <Card>
            <EmptyState icon={Inbox} title="No mail yet">
              Register, or ask for a new password: the mail appears here within a moment.
            </EmptyState>
          </Card>
        ) : (
          <div className="grid items-start gap-6 md:grid-cols-[20rem_minmax(0,1fr)]">
            <div className={classNames("grid gap-4", chosen && "max-md:hidden")}>
              <SearchForm search={search} />
              <MailList mails={mails} search={search} chosen={chosen?.id} />
            </div>
            {chosen ? (
              <MailView key={chosen.id} mail={chosen} back={search ? `/dev/inbox?search=${encodeURIComponent(search)}` : "/dev/inbox"} />
            ) : (
              <Card className="max-md:hidden">
                <EmptyState icon={MailOpen} title="Choose a mail">
                  It opens here, with its code and its links at hand.
                </EmptyState>
              </Card>
            )}
          </div>
        )}
      </main>
      <SiteFooter theme={themeFrom(jar.get("theme")?.value)} />
    </>
  );
}
