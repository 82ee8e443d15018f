import UserSearch from "lucide-react/icons/user-search";
import type { Metadata } from "next";
import Link from "next/link";
import { MemberSelection } from "@/app/orgs/[slug]/members/bulk/selection";
import { MemberFilter } from "@/app/orgs/[slug]/members/filter";
import { actsFor, mayIn } from "@/app/orgs/[slug]/members/may";
import { MemberRow } from "@/app/orgs/[slug]/members/member-row";
import { ListPages } from "@/app/orgs/list-pages";
import { openSection } from "@/app/orgs/open-organization";
import { given, listAddress, type Query } from "@/app/orgs/query";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import type { Actor } from "@/lib/access/actor";
import { AppError } from "@/lib/errors";
import { listMembers } from "@/lib/organizations/member-list";
import { listMembersContract } from "@/lib/organizations/members.schema";
import { listRoles } from "@/lib/organizations/roles";
import { listUnits } from "@/lib/organizations/units";

export const metadata: Metadata = { title: "Members" };

const FIELDS = ["search", "role", "unit_id", "status", "sort", "order", "cursor"] as const;

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Query> };

/** Who belongs to the organization. What is looked for stands in the address, so that it can be kept and shared. */
export default async function MembersPage({ params, searchParams }: Props) {
  const { actor, session, organization } = await openSection(params, "members");
  const asked = given(await searchParams, FIELDS);
  const may = mayIn(organization.access);
  const own = { organization_id: organization.id };
  const [list, roles, units] = await Promise.all([
    pageOfMembers(actor, organization.id, asked),
    may.seeRoles ? listRoles(actor, own) : null,
    may.seeUnits ? listUnits(actor, own) : null,
  ]);
  const path = `/orgs/${organization.slug}/members`;
  const { cursor, ...filter } = asked;
  const isFiltered = Boolean(filter.search || filter.role || filter.unit_id || filter.status);
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  return (
    <>
      <PageHeader
        title="Members"
        description="Who belongs here, what they may do, and until when."
        action={
          may.invite && (
            <Link href={`/orgs/${organization.slug}/invitations`} className={buttonClass()}>
              Invite people
            </Link>
          )
        }
      />
      <MemberFilter path={path} asked={filter} roles={roles?.items ?? []} units={units?.items ?? []} />
      {list.items.length > 0 ? (
        <MemberSelection
          key={listAddress(path, asked)}
          people={list.items.map(({ user_id, full_name, email }) => ({ user_id, email, name: full_name ?? email }))}
          organization={{ id: organization.id, slug: organization.slug }}
          selfId={actor.userId}
          roles={may.assign ? (roles?.items ?? []) : []}
          units={units?.items ?? []}
          acts={actsFor(may, (units?.items.length ?? 0) > 0)}
        >
          <ul className="divide-y divide-border">
            {list.items.map((member) => (
              <MemberRow
                key={member.user_id}
                member={member}
                organization={organization}
                isSelf={member.user_id === actor.userId}
                roles={may.assign ? (roles?.items ?? []) : []}
                units={units?.items ?? []}
                may={may}
                look={look}
              />
            ))}
          </ul>
        </MemberSelection>
      ) : (
        <Card>
          <EmptyState
            icon={UserSearch}
            title={isFiltered ? "Nobody matches" : "Nobody is here"}
            action={
              isFiltered && (
                <Link href={path} className={buttonClass({ variant: "secondary", size: "sm" })}>
                  Show everybody
                </Link>
              )
            }
          >
            {isFiltered ? "Try another part of the name or address, or fewer conditions." : "There is nobody on this page of the list."}
          </EmptyState>
        </Card>
      )}
      <ListPages
        first={cursor ? listAddress(path, filter) : null}
        next={list.next_cursor ? listAddress(path, { ...filter, cursor: list.next_cursor }) : null}
      />
    </>
  );
}

/** What is wrong in an address that somebody has changed is left out of the search. */
async function pageOfMembers(actor: Actor, id: string, asked: Partial<Record<(typeof FIELDS)[number], string>>) {
  const plain = { organization_id: id, limit: 50 };
  const parsed = listMembersContract.input.safeParse({ ...asked, ...plain });
  const first = listMembersContract.input.parse(plain);
  try {
    return await listMembers(actor, parsed.success ? parsed.data : first);
  } catch (error) {
    // A unit that is gone, or a cursor that is none.
    if (error instanceof AppError && ["VALIDATION_ERROR", "NOT_FOUND"].includes(error.type)) return listMembers(actor, first);
    throw error;
  }
}
