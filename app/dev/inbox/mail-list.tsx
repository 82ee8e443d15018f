import Link from "next/link";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Moment } from "@/components/ui/moment";
import { textLinkClass } from "@/components/ui/text-link";
import type { InboxView } from "@/lib/entry/dev-inbox";

/** The reader is unknown here; the machine's own readers know UTC. */
const LOOK = { locale: "en-GB", timeZone: "UTC" };

/** The mails, newest first. */
export function MailList({ mails, search, chosen }: { mails: InboxView[]; search: string; chosen: string | undefined }) {
  if (mails.length === 0) {
    return (
      <p className="text-sm text-muted">
        No mail to an address with “{search}” in it.{" "}
        <Link href="/dev/inbox" className={textLinkClass}>
          Show all
        </Link>
      </p>
    );
  }
  return (
    <Card className="overflow-hidden">
      <ul aria-label="Mails" className="divide-y divide-border">
        {mails.map((mail) => (
          <li key={mail.id}>
            <Link
              href={{ pathname: "/dev/inbox", query: { ...(search ? { search } : {}), message: mail.id } }}
              aria-current={mail.id === chosen ? "true" : undefined}
              scroll={false}
              prefetch={false}
              className={classNames(
                "block px-4 py-3 -outline-offset-2 hover:bg-subtle",
                mail.id === chosen && "bg-accent-subtle hover:bg-accent-subtle",
              )}
            >
              <span className="block truncate font-medium">{mail.subject}</span>
              <span className="mt-0.5 flex justify-between gap-3 text-sm text-muted">
                <span className="truncate">{mail.to}</span>
                <span className="shrink-0">
                  <Moment at={mail.created_at} look={LOOK} />
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
