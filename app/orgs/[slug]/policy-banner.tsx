import Link from "next/link";
import { askSentence } from "@/app/orgs/policy-words";
import { Alert } from "@/components/ui/alert";
import { type DateStyle, Moment } from "@/components/ui/moment";
import { textLinkClass } from "@/components/ui/text-link";
import type { PolicyGap } from "@/lib/access/policy.schema";

/** What a member still has to do, and until when, while there is grace. */
export function PolicyBanner({ name, gap, look, path }: { name: string; gap: PolicyGap; look: DateStyle; path: string }) {
  return (
    <section aria-label="What is asked of you">
      <Alert tone="warning" title={gap.asks.map(askSentence).join(" ")}>
        From <Moment at={gap.enforced_from} look={look} as="absolute" /> on, {name} does not open without it.{" "}
        <Link href={`${path}/requirements`} className={textLinkClass}>
          See what to do
        </Link>
      </Alert>
    </section>
  );
}
