import type { Metadata } from "next";
import { EmailSetUp } from "@/app/account/security/email-codes/set-up";
import { NotNow } from "@/app/account/security/not-now";
import { Address } from "@/components/ui/address";
import { PageHeader } from "@/components/ui/page-header";
import { getProfile } from "@/lib/accounts/profile";
import { requireSession } from "@/lib/entry/page";
import { inboxPath } from "@/lib/entry/page-facts";
import { listFactors } from "@/lib/factors/factors";

export const metadata: Metadata = { title: "Codes by e-mail" };

/** From nothing to codes by e-mail that count. */
export default async function EmailCodesPage() {
  const { actor } = await requireSession("/account/security/email-codes");
  const [profile, { can_add: addable }] = await Promise.all([getProfile(actor), listFactors(actor)]);
  return (
    <>
      <PageHeader
        title="Codes by e-mail"
        description={
          <>
            Each sign-in with your password then asks for six digits that we mail to <Address email={profile.email} />. An authenticator app
            is safer: it does not depend on your mailbox.
          </>
        }
      />
      {addable.includes("email") ? (
        <EmailSetUp proof={profile.has_password ? "password" : "fresh sign-in"} inbox={inboxPath()} />
      ) : (
        <NotNow>Codes by e-mail are on already, or your account has no confirmed address or no password yet.</NotNow>
      )}
    </>
  );
}
