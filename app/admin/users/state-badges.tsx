import { Badge } from "@/components/ui/badge";
import type { AccountView } from "@/lib/accounts/administration.schema";

export const ROLE_NAMES = { admin: "Administrator", user: "User", guest: "Guest" } as const;

/** What is special about an account, in a word each; nothing for a common one. */
export function StateBadges({ account }: { account: AccountView }) {
  return (
    <>
      {account.role !== "user" && <Badge tone={account.role === "admin" ? "accent" : "neutral"}>{ROLE_NAMES[account.role]}</Badge>}
      {!account.is_active && <Badge tone="danger">Deactivated</Badge>}
      {!account.email_verified && <Badge tone="warning">Not confirmed</Badge>}
      {account.erase_after && <Badge tone="warning">Deletion pending</Badge>}
    </>
  );
}
