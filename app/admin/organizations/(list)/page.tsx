import Building2 from "lucide-react/icons/building-2";
import type { Metadata } from "next";
import Link from "next/link";
import { openConsole } from "@/app/admin/open-console";
import { OrganizationFilter } from "@/app/admin/organizations/filter";
import { OrganizationRow } from "@/app/admin/organizations/organization-row";
import { ListPages } from "@/app/orgs/list-pages";
import { given, listAddress, type Query } from "@/app/orgs/query";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { listOrganizations } from "@/lib/organizations/all-organizations";
import { listOrganizationsContract } from "@/lib/organizations/organizations.schema";

export const metadata: Metadata = { title: "Organizations" };

const PATH = "/admin/organizations";

/** Every organization, the newest first. */
export default async function OrganizationsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor, session } = await openConsole(PATH, "platform.organizations.read");
  const { cursor, ...filter } = given(await searchParams, ["search", "state", "cursor"]);
  // What is wrong in an address that somebody has changed is left out of the search.
  const asked = listOrganizationsContract.input.safeParse({ ...filter, cursor, limit: 25 });
  const list = await listOrganizations(actor, asked.success ? asked.data : listOrganizationsContract.input.parse({ limit: 25 }));
  const isFiltered = Object.keys(filter).length > 0;
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  return (
    <>
      <PageHeader title="Organizations" description="Every organization on the platform, the newest first." />
      <OrganizationFilter path={PATH} asked={filter} />
      <Card>
        {list.items.length > 0 ? (
          <ul className="divide-y divide-border">
            {list.items.map((item) => (
              <OrganizationRow key={item.id} item={item} look={look} />
            ))}
          </ul>
        ) : (
          <EmptyState
            icon={Building2}
            title={isFiltered ? "Nothing matches" : "There are no organizations yet"}
            action={
              isFiltered && (
                <Link href={PATH} className={buttonClass({ variant: "secondary", size: "sm" })}>
                  Show all
                </Link>
              )
            }
          >
            {isFiltered ? "Try another part of the name, or another state." : "Whoever has an account can make one. It appears here."}
          </EmptyState>
        )}
      </Card>
      <ListPages
        first={cursor ? listAddress(PATH, filter) : null}
        next={list.next_cursor ? listAddress(PATH, { ...filter, cursor: list.next_cursor }) : null}
      />
    </>
  );
}
