import UserSearch from "lucide-react/icons/user-search";
import type { Metadata } from "next";
import Link from "next/link";
import { openConsole } from "@/app/admin/open-console";
import { UserFilter } from "@/app/admin/users/filter";
import { Selection } from "@/app/admin/users/selection";
import { UserRow } from "@/app/admin/users/user-row";
import { ListPages } from "@/app/orgs/list-pages";
import { given, listAddress, type Query } from "@/app/orgs/query";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import type { Actor } from "@/lib/access/actor";
import { listAccounts } from "@/lib/accounts/administration";
import { listAccountsContract } from "@/lib/accounts/administration.schema";
import { countUsers } from "@/lib/accounts/user-count";
import { AppError } from "@/lib/errors";

export const metadata: Metadata = { title: "Users" };

const PATH = "/admin/users";
const FIELDS = ["search", "role", "status", "verified", "deletion", "list", "cursor"] as const;

const LISTS = {
  oldest: { sort: "created", order: "asc" },
  "a-z": { sort: "email", order: "asc" },
  "z-a": { sort: "email", order: "desc" },
} as const;

type Asked = Partial<Record<(typeof FIELDS)[number], string>>;

/** Everybody. What is looked for stands in the address, so that it can be kept and shared. */
export default async function UsersPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor, session } = await openConsole(PATH, "platform.users.read");
  const asked = given(await searchParams, FIELDS);
  const [list, counts] = await Promise.all([pageOfUsers(actor, asked), countUsers(actor)]);
  const { cursor, ...filter } = asked;
  const { list: _order, ...conditions } = filter;
  const isFiltered = Object.keys(conditions).length > 0;
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  return (
    <>
      <PageHeader
        title="Users"
        description={summaryOf(counts)}
        action={
          <Link href="/admin/users/new" className={buttonClass()}>
            New user
          </Link>
        }
      />
      <UserFilter path={PATH} asked={filter} />
      <Card>
        {list.items.length > 0 ? (
          <Selection key={listAddress(PATH, asked)}>
            <ul className="divide-y divide-border">
              {list.items.map((account) => (
                <UserRow key={account.id} account={account} isSelf={account.id === actor.userId} look={look} />
              ))}
            </ul>
          </Selection>
        ) : (
          <EmptyState
            icon={UserSearch}
            title={isFiltered ? "Nobody matches" : "Nobody is here"}
            action={
              <Link href={PATH} className={buttonClass({ variant: "secondary", size: "sm" })}>
                Show everybody
              </Link>
            }
          >
            {isFiltered ? "Try another part of the name or address, or fewer conditions." : "There is nobody on this page of the list."}
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

function summaryOf({ total, active, verified, by_role: { admin } }: Awaited<ReturnType<typeof countUsers>>): string {
  const number = new Intl.NumberFormat("en");
  const administrators = `${number.format(admin)} ${admin === 1 ? "administrator" : "administrators"}`;
  return `${number.format(total)} ${total === 1 ? "account" : "accounts"}: ${number.format(active)} active, ${number.format(verified)} confirmed, ${administrators}.`;
}

/** What is wrong in an address that somebody has changed is left out of the search. */
async function pageOfUsers(actor: Actor, { list, ...asked }: Asked) {
  const order = Object.entries(LISTS).find(([name]) => name === list)?.[1];
  const parsed = listAccountsContract.input.safeParse({ ...asked, ...order, limit: 25 });
  const first = listAccountsContract.input.parse({ limit: 25 });
  try {
    return await listAccounts(actor, parsed.success ? parsed.data : first);
  } catch (error) {
    if (error instanceof AppError && error.type === "VALIDATION_ERROR") return listAccounts(actor, first);
    throw error;
  }
}
