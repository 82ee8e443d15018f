import type { z } from "zod";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { findAccountContract } from "@/lib/accounts/administration.schema";

type Account = z.infer<typeof findAccountContract.output>;

/** What is known of an account, as pairs of name and value. */
export function AccountFacts({ account, look }: { account: Account; look: DateStyle }) {
  const at = (moment: string | null, otherwise: string) => (moment ? <Moment at={moment} look={look} as="absolute" /> : otherwise);
  const facts = [
    ["Address", account.email_verified ? "Confirmed" : "Not confirmed yet"],
    ["Made", at(account.created_at, "")],
    ["Last sign-in", at(account.last_sign_in_at, "Never")],
    ["Password", account.has_password ? at(account.password_changed_at, "Set") : "None"],
    ...(account.is_active ? [] : [["Deactivated", at(account.deactivated_at, "Yes")] as const]),
    ...(account.erase_after ? [["Erased for good", at(account.erase_after, "")] as const] : []),
    ["Id", <code key="id">{account.id}</code>],
  ] as const;
  return (
    <dl className="grid gap-x-6 gap-y-2 text-[0.9375rem] sm:grid-cols-[auto_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-sm text-muted sm:leading-6">{name}</dt>
          <dd className="max-sm:mb-2 [overflow-wrap:anywhere] [&_code]:font-mono [&_code]:text-sm">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
