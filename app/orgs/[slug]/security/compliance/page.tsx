import UserCheck from "lucide-react/icons/user-check";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ListPages } from "@/app/orgs/list-pages";
import { openSection } from "@/app/orgs/open-organization";
import { askReason } from "@/app/orgs/policy-words";
import { given, listAddress, type Query } from "@/app/orgs/query";
import { Avatar } from "@/components/ui/avatar";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listNotComplying } from "@/lib/organizations/compliance";
import { listNotComplyingContract } from "@/lib/organizations/compliance.schema";

export const metadata: Metadata = { title: "Who does not comply yet" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Query> };

/** Who does not comply with the policy yet, and why. */
export default async function CompliancePage({ params, searchParams }: Props) {
  const { actor, organization } = await openSection(params, "security");
  if (!organization.access.permissions.includes("members.read")) notFound();
  const { cursor } = given(await searchParams, ["cursor"]);
  const asked = { organization_id: organization.id, limit: 25 };
  // What is wrong in an address that somebody has changed leads to the first page.
  const parsed = listNotComplyingContract.input.safeParse({ ...asked, cursor });
  const list = await listNotComplying(actor, parsed.success ? parsed.data : asked);
  const path = `/orgs/${organization.slug}/security`;
  return (
    <>
      <PageHeader
        title="Who does not comply yet"
        description="In the order in which they joined. Each is told on every page of the organization what to do, and until when."
        action={
          <Link href={path} className={buttonClass({ variant: "secondary" })}>
            Back to the policy
          </Link>
        }
      />
      <Card>
        {list.items.length > 0 ? (
          <ul className="divide-y divide-border">
            {list.items.map(({ user_id, email, full_name, asks }) => (
              <li key={user_id} className="flex items-center gap-4 px-5 py-4 sm:px-6">
                <Avatar name={full_name ?? email} image={null} />
                <div className="min-w-0">
                  <p className="font-medium [overflow-wrap:anywhere]">{full_name ?? email}</p>
                  {full_name && <p className="text-sm text-muted [overflow-wrap:anywhere]">{email}</p>}
                  {asks.map((ask) => (
                    <p key={ask.ask} className="text-sm text-muted">
                      {askReason(ask)}
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        ) : (
          <EmptyState icon={UserCheck} title="Everybody complies">
            There is nobody on this page of the list.
          </EmptyState>
        )}
      </Card>
      <ListPages
        first={cursor ? `${path}/compliance` : null}
        next={list.next_cursor ? listAddress(`${path}/compliance`, { cursor: list.next_cursor }) : null}
      />
    </>
  );
}
