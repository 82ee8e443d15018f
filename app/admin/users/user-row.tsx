import Link from "next/link";
import { StateBadges } from "@/app/admin/users/state-badges";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { AccountView } from "@/lib/accounts/administration.schema";

/** One account of the list, to choose or to open. One's own cannot be chosen: what is done to many is not done to oneself. */
export function UserRow({ account, isSelf, look }: { account: AccountView; isSelf: boolean; look: DateStyle }) {
  const name = account.full_name ?? account.username ?? account.email;
  return (
    <li className="flex items-center gap-3 px-5 py-3.5 sm:gap-4 sm:px-6">
      <label className="grid size-9 shrink-0 place-items-center pointer-coarse:size-11">
        <input
          type="checkbox"
          name="ids"
          value={account.id}
          data-label={account.email}
          disabled={isSelf}
          aria-label={`Choose ${account.email}`}
          className="size-5 accent-accent disabled:opacity-40"
        />
      </label>
      <span className="max-sm:hidden">
        <Avatar name={name} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/admin/users/${account.id}`}
            className="min-w-0 rounded-sm font-medium underline-offset-[3px] [overflow-wrap:anywhere] hover:underline"
          >
            {name}
          </Link>
          {isSelf && <Badge>You</Badge>}
          <StateBadges account={account} />
        </p>
        {name !== account.email && <p className="text-sm text-muted [overflow-wrap:anywhere]">{account.email}</p>}
        <p className="text-sm text-muted">
          {account.last_sign_in_at ? (
            <>
              Signed in <Moment at={account.last_sign_in_at} look={look} />
            </>
          ) : (
            "Never signed in"
          )}{" "}
          · made <Moment at={account.created_at} look={look} />
        </p>
      </div>
    </li>
  );
}
