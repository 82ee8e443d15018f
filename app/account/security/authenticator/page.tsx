import type { Metadata } from "next";
import { SetUp } from "@/app/account/security/authenticator/set-up";
import { PageHeader } from "@/components/ui/page-header";
import { getProfile } from "@/lib/accounts/profile";
import { requireSession } from "@/lib/entry/page";

export const metadata: Metadata = { title: "Set up an authenticator app" };

/** From nothing to an authenticator app that counts. */
export default async function AuthenticatorPage() {
  const { actor } = await requireSession("/account/security/authenticator");
  const profile = await getProfile(actor);
  return (
    <>
      <PageHeader
        title="Set up an authenticator app"
        description="Any app that makes six-digit codes will do: the one of your password manager, or one made for it."
      />
      <SetUp proof={profile.has_password ? "password" : "fresh sign-in"} />
    </>
  );
}
