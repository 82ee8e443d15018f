import History from "lucide-react/icons/history";
import Link from "next/link";
import type { z } from "zod";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { type DateStyle, Moment } from "@/components/ui/moment";
import { textLinkClass } from "@/components/ui/text-link";
import type { activityView } from "@/lib/accounts/profile.schema";

export interface ActivityTimelineProps {
  items: z.infer<typeof activityView>[];
  /** Where what came before is shown; null where nothing did. */
  earlier: string | null;
  look: DateStyle;
}

/** What happened to the account, in plain words, the latest first. */
export function ActivityTimeline({ items, earlier, look }: ActivityTimelineProps) {
  if (items.length === 0) {
    return (
      <EmptyState icon={History} title="Nothing yet">
        Sign-ins and changes to your account will be listed here.
      </EmptyState>
    );
  }
  return (
    <>
      <ol className="-mt-1">
        {items.map(({ id, summary, impersonated, method, outcome, occurred_at: at, device, ip, place }) => (
          <li
            key={id}
            className="relative flex gap-4 pb-5 last:pb-0 [&:not(:last-child)]:before:absolute [&:not(:last-child)]:before:top-4 [&:not(:last-child)]:before:bottom-0 [&:not(:last-child)]:before:left-1 [&:not(:last-child)]:before:w-px [&:not(:last-child)]:before:bg-border"
          >
            <span
              aria-hidden="true"
              className={classNames(
                "relative mt-1.5 size-[9px] shrink-0 rounded-full",
                outcome === "success" ? "bg-border-strong" : "bg-danger",
              )}
            />
            <div className="min-w-0">
              <p className={classNames("leading-5", outcome === "success" ? "" : "text-danger")}>
                {summary}
                {impersonated && (
                  <>
                    {" "}
                    <Badge tone="warning">By an administrator, as you</Badge>
                  </>
                )}
              </p>
              <p className="mt-0.5 text-sm text-muted [overflow-wrap:anywhere]">
                {[method, device === "Unknown device" ? null : device, place, ip].map((fact) => fact && `${fact} · `)}
                <Moment at={at} look={look} />
              </p>
            </div>
          </li>
        ))}
      </ol>
      {earlier && (
        <p className="mt-6">
          <Link href={earlier} className={textLinkClass}>
            Show earlier activity
          </Link>
        </p>
      )}
    </>
  );
}
