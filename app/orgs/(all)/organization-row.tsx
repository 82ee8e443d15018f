import ChevronRight from "lucide-react/icons/chevron-right";
import Link from "next/link";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { Badge } from "@/components/ui/badge";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { listMyOrganizations } from "@/lib/organizations/organization-lists";

type Mine = Awaited<ReturnType<typeof listMyOrganizations>>["items"][number];

/** One of one's organizations; one that shuts us out now leads nowhere. */
export function OrganizationRow({ item, look }: { item: Mine; look: DateStyle }) {
  const facts = (
    <>
      <OrganizationMark name={item.name} logo={item.logo} size="md" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{item.name}</span>
        <span className="block truncate text-sm text-muted">
          {item.slug}
          {item.status === "active" && item.ends_at && (
            <>
              {" "}
              · your membership ends <Moment at={item.ends_at} look={look} />
            </>
          )}
        </span>
      </span>
    </>
  );
  const row = "flex items-center gap-4 px-5 py-4 sm:px-6";
  if (item.status !== "active") {
    return (
      <li className={row}>
        {facts}
        <Badge tone="warning">{item.status === "suspended" ? "Suspended" : "Membership ended"}</Badge>
      </li>
    );
  }
  return (
    <li className="first:[&>a]:rounded-t-xl last:[&>a]:rounded-b-xl">
      <Link href={`/orgs/${item.slug}`} className={`${row} transition-colors hover:bg-subtle`}>
        {facts}
        <Badge tone={item.role === "owner" ? "accent" : "neutral"}>{item.role_name}</Badge>
        <ChevronRight aria-hidden="true" className="size-4 text-muted" />
      </Link>
    </li>
  );
}
