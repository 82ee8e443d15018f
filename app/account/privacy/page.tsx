import type { Metadata } from "next";
import { DeactivateForm } from "@/app/account/privacy/deactivate-form";
import { DeleteForm } from "@/app/account/privacy/delete-form";
import { ExportSection } from "@/app/account/privacy/export-section";
import { SectionCard } from "@/components/ui/card";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { findDataExport } from "@/lib/accounts/data-export/request";
import { getProfile } from "@/lib/accounts/profile";
import { requireSession } from "@/lib/entry/page";

export const metadata: Metadata = { title: "Privacy" };

const STORED = [
  { what: "Your profile", why: "Address, name, username, picture, language and time zone: to know you and to write to you." },
  { what: "Your password", why: "Only as a hash that cannot be turned back. Nobody here can read it." },
  { what: "Your sessions", why: "Browser, network address and times: so that you can recognise them, and end them." },
  {
    what: "Security events",
    why: "Sign-ins and changes, with time and network address: so that misuse can be found. They cannot be altered.",
  },
] as const;

/** What is kept, why, how to take it along, and how to leave. */
export default async function PrivacyPage() {
  const { actor } = await requireSession("/account/privacy");
  const [profile, copy] = await Promise.all([getProfile(actor), findDataExport(actor)]);
  return (
    <>
      <PageHeader title="Privacy" description="What is kept about you, and why." />
      <SectionCard id="stored" title="What we store">
        <dl className="grid gap-4">
          {STORED.map(({ what, why }) => (
            <div key={what} className="grid gap-x-6 gap-y-0.5 sm:grid-cols-[9rem_1fr]">
              <dt className="font-medium">{what}</dt>
              <dd className="text-muted">{why}</dd>
            </div>
          ))}
        </dl>
      </SectionCard>
      <ExportSection state={copy} look={dateStyle(profile)} />
      <SectionCard
        id="deactivate"
        title="Deactivate your account"
        description="You are signed out everywhere and cannot sign in again until an administrator activates the account. Nothing is deleted."
      >
        <DeactivateForm email={actor.email} proof={profile.has_password ? "password" : "fresh sign-in"} />
      </SectionCard>
      <SectionCard
        id="delete"
        tone="danger"
        title="Delete your account"
        description="You are signed out everywhere at once. After 30 days everything we keep about you is erased, but for the security events, which then name nobody. Signing in before then keeps your account."
      >
        <DeleteForm email={actor.email} proof={profile.has_password ? "password" : "fresh sign-in"} />
      </SectionCard>
    </>
  );
}
