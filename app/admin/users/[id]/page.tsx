import type { Metadata } from "next";
import Link from "next/link";
import { AccountActs } from "@/app/admin/users/[id]/account-acts";
import { AddressActs } from "@/app/admin/users/[id]/address-acts";
import { DeleteUser } from "@/app/admin/users/[id]/delete-user";
import { AccountFacts } from "@/app/admin/users/[id]/facts";
import { ImpersonateButton } from "@/app/admin/users/[id]/impersonate-button";
import { openUser } from "@/app/admin/users/[id]/open-user";
import { OrganizationRows } from "@/app/admin/users/[id]/organization-rows";
import { UserProfileForm } from "@/app/admin/users/[id]/profile-form";
import { PlatformRolePicker } from "@/app/admin/users/[id]/role-picker";
import { SessionRows } from "@/app/admin/users/[id]/session-rows";
import { StateBadges } from "@/app/admin/users/state-badges";
import { AuditRow } from "@/components/audit/audit-row";
import { Alert } from "@/components/ui/alert";
import { Avatar } from "@/components/ui/avatar";
import { Card, SectionCard } from "@/components/ui/card";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { textLinkClass } from "@/components/ui/text-link";
import { listUserOrganizations } from "@/lib/organizations/organization-lists";
import { listPlatformAuditEvents } from "@/lib/organizations/platform-audit-events";
import { listUserSessions } from "@/lib/sessions/administration";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { account } = await openUser((await params).id);
  return { title: account.full_name ?? account.email };
}

/** One account: who it is, where they are signed in and belong, what happened lately, and what can be done about it. */
export default async function UserPage({ params }: Props) {
  const { actor, session, account } = await openUser((await params).id);
  const [sessions, organizations, events] = await Promise.all([
    listUserSessions(actor, { user_id: account.id, limit: 20 }),
    listUserOrganizations(actor, { id: account.id, state: "live", limit: 20 }),
    listPlatformAuditEvents(actor, { q: `target:${account.id}`, limit: 10 }),
  ]);
  const isSelf = account.id === actor.userId;
  const isActable = account.role !== "admin" && account.is_active && account.erase_after === null;
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  const search = (q: string) => `/admin/audit?q=${encodeURIComponent(q)}`;
  return (
    <>
      <div className="flex items-center gap-4">
        <Avatar name={account.full_name ?? account.email} />
        <PageHeader title={account.full_name ?? account.email} description={account.full_name ? account.email : undefined} />
      </div>
      <SectionCard
        id="account"
        title={
          <span className="flex flex-wrap items-center gap-2">
            Account <StateBadges account={account} />
          </span>
        }
        footer={
          isSelf ? undefined : (
            <>
              {!account.email_verified && account.is_active && <AddressActs id={account.id} email={account.email} />}
              {isActable && <ImpersonateButton id={account.id} name={account.full_name ?? account.email} />}
              <AccountActs account={account} />
            </>
          )
        }
      >
        <AccountFacts account={account} look={look} />
      </SectionCard>
      {isSelf && (
        <Alert title="This is your own account">
          What you do to it has its place on{" "}
          <Link href="/account" className={textLinkClass}>
            your own pages
          </Link>
          . Another administrator can change your role.
        </Alert>
      )}
      <SectionCard id="profile" title="Profile">
        <UserProfileForm account={account} />
      </SectionCard>
      {!isSelf && (
        <SectionCard id="role" title="Role" description="What they may do on the platform. In organizations they have roles besides.">
          <PlatformRolePicker key={account.role} account={account} />
        </SectionCard>
      )}
      <SectionCard id="sessions" title="Sessions" description="Where they are signed in now, the newest first.">
        <SessionRows userId={account.id} sessions={sessions.items} look={look} />
      </SectionCard>
      <SectionCard id="organizations" title="Organizations">
        <OrganizationRows items={organizations.items} />
      </SectionCard>
      <section aria-labelledby="events-title" className="grid gap-4">
        <div className="flex flex-wrap items-baseline justify-between gap-3">
          <h2 id="events-title" className="text-[1.0625rem] leading-6 font-semibold tracking-tight">
            What happened lately
          </h2>
          <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
            <Link href={search(`target:${account.id}`)} className={textLinkClass}>
              To this account
            </Link>
            <Link href={search(`actor:${account.id}`)} className={textLinkClass}>
              By this person
            </Link>
          </p>
        </div>
        <Card>
          {events.items.length > 0 ? (
            <ul className="divide-y divide-border">
              {events.items.map((event) => (
                <AuditRow key={event.id} event={event} look={look} />
              ))}
            </ul>
          ) : (
            <p className="px-5 py-5 text-sm text-muted sm:px-6">Nothing yet.</p>
          )}
        </Card>
      </section>
      {!isSelf && (
        <SectionCard
          id="delete"
          tone="danger"
          title="Delete the account"
          description="At once, with everything that hangs on it. To take away the way in only, deactivate it."
        >
          <DeleteUser id={account.id} email={account.email} />
        </SectionCard>
      )}
    </>
  );
}
