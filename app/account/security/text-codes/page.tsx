import type { Metadata } from "next";
import { NotNow } from "@/app/account/security/not-now";
import { TextSetUp } from "@/app/account/security/text-codes/set-up";
import { PageHeader } from "@/components/ui/page-header";
import { getProfile } from "@/lib/accounts/profile";
import { requireSession } from "@/lib/entry/page";
import { inboxPath } from "@/lib/entry/page-facts";
import { listFactors } from "@/lib/factors/factors";

export const metadata: Metadata = { title: "Codes by text message" };

/** From nothing to codes by text message that count. */
export default async function TextCodesPage() {
  const { actor } = await requireSession("/account/security/text-codes");
  const [profile, { can_add: addable }] = await Promise.all([getProfile(actor), listFactors(actor)]);
  return (
    <>
      <PageHeader
        title="Codes by text message"
        description="Each sign-in then asks for six digits that we send to your phone. An authenticator app is safer: nobody can take your number over."
      />
      {addable.includes("sms") ? (
        <TextSetUp proof={profile.has_password ? "password" : "fresh sign-in"} inbox={inboxPath()} />
      ) : (
        <NotNow>Codes by text message are on already, or this portal sends none.</NotNow>
      )}
    </>
  );
}
