import Link from "next/link";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { Badge } from "@/components/ui/badge";
import type { listUserOrganizations } from "@/lib/organizations/organization-lists";

type Membership = Awaited<ReturnType<typeof listUserOrganizations>>["items"][number];

/** Where somebody belongs, and as what. */
export function OrganizationRows({ items }: { items: Membership[] }) {
  if (items.length === 0) return <p className="text-sm text-muted">Belongs to no organization.</p>;
  return (
    <ul className="-my-4 divide-y divide-border">
      {items.map(({ id, name, slug, logo, role, role_name, status }) => (
        <li key={id} className="flex items-center gap-4 py-3.5">
          <OrganizationMark name={name} logo={logo} />
          <div className="min-w-0 flex-1">
            <Link
              href={`/admin/organizations/${id}`}
              className="block truncate rounded-sm font-medium underline-offset-[3px] hover:underline"
            >
              {name}
            </Link>
            <p className="truncate text-sm text-muted">{slug}</p>
          </div>
          {status !== "active" && <Badge tone="warning">{status === "suspended" ? "Suspended" : "Ended"}</Badge>}
          <Badge tone={role === "owner" ? "accent" : "neutral"}>{role_name}</Badge>
        </li>
      ))}
    </ul>
  );
}
