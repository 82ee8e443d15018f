import type { Metadata } from "next";
import Link from "next/link";
import { ActivityTimeline } from "@/app/account/security/activity-timeline";
import { Card } from "@/components/ui/card";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { textLinkClass } from "@/components/ui/text-link";
import { listActivity } from "@/lib/accounts/activity";
import { requireSession } from "@/lib/entry/page";

export const metadata: Metadata = { title: "Sign-ins" };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** When and how somebody signed in as oneself, or tried to. */
export default async function SignInsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { actor, session } = await requireSession("/account/security/sign-ins");
  const { before } = await searchParams;
  const cursor = typeof before === "string" && UUID.test(before) ? before : undefined;
  const { items, next_cursor } = await listActivity(actor, { kind: "sign_ins", limit: 50, ...(cursor ? { cursor } : {}) });
  return (
    <>
      <PageHeader
        title="Sign-ins"
        description={
          <>
            Each time somebody signed in as you, or tried to.{" "}
            <Link href="/account/security" className={textLinkClass}>
              Back to security
            </Link>
          </>
        }
      />
      <Card className="p-5 sm:p-6">
        <ActivityTimeline
          items={items}
          earlier={next_cursor && `/account/security/sign-ins?before=${next_cursor}`}
          look={dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone })}
        />
      </Card>
    </>
  );
}
