import ChevronRight from "lucide-react/icons/chevron-right";
import Link from "next/link";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { Badge } from "@/components/ui/badge";
import { type DateStyle, Moment } from "@/components/ui/moment";
import { MEMBERS_COUNTED, type OrganizationSummary } from "@/lib/organizations/organizations.schema";

/** How many belong to it, as far as they were counted. */
const membersOf = (count: number): string =>
  count >= MEMBERS_COUNTED ? "1,000 members or more" : `${count} ${count === 1 ? "member" : "members"}`;

/** One organization of the list. */
export function OrganizationRow({ item, look }: { item: OrganizationSummary; look: DateStyle }) {
  return (
    <li className="first:[&>a]:rounded-t-xl last:[&>a]:rounded-b-xl">
      <Link
        href={`/admin/organizations/${item.id}`}
        className="flex items-center gap-4 px-5 py-4 transition-colors hover:bg-subtle sm:px-6"
      >
        <OrganizationMark name={item.name} logo={item.logo} size="md" />
        <span className="min-w-0 flex-1">
          <span className="block font-medium [overflow-wrap:anywhere]">{item.name}</span>
          <span className="block text-sm text-muted [overflow-wrap:anywhere]">
            {item.slug} · {membersOf(item.member_count)} · made <Moment at={item.created_at} look={look} />
          </span>
        </span>
        {item.deleted_at && <Badge tone="danger">Deleted</Badge>}
        <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-muted" />
      </Link>
    </li>
  );
}
