import type { Metadata } from "next";
import Link from "next/link";
import { NextStepCard } from "@/app/account/next-step-card";
import { protectionOf } from "@/app/account/protection";
import { ActivityTimeline } from "@/app/account/security/activity-timeline";
import { EmailForm } from "@/app/account/security/email-form";
import { Passkeys } from "@/app/account/security/passkeys";
import { PasswordForm } from "@/app/account/security/password-form";
import { SecondFactor } from "@/app/account/security/second-factor";
import { StatusCards } from "@/app/account/status-cards";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-class";
import { SectionCard } from "@/components/ui/card";
import { dateStyle, Moment } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { listActivity } from "@/lib/accounts/activity";
import { getProfile } from "@/lib/accounts/profile";
import { requireSession } from "@/lib/entry/page";
import { inboxPath, passwordAskedOf } from "@/lib/entry/page-facts";
import { listFactors } from "@/lib/factors/factors";
import { listPasskeys } from "@/lib/passkeys/passkeys";

export const metadata: Metadata = { title: "Security" };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a factor that was just set up is announced with. */
const ADDED: ReadonlyMap<string, string> = new Map([
  ["factor-added", "Your authenticator app counts from now on"],
  ["email-codes-added", "Codes by e-mail count from now on"],
  ["text-codes-added", "Codes by text message count from now on"],
]);

/** Password, address, and what happened lately. */
export default async function SecurityPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { actor } = await requireSession("/account/security");
  const { before, notice } = await searchParams;
  const cursor = typeof before === "string" && UUID.test(before) ? before : undefined;
  const [profile, activity, asked, factors, passkeys] = await Promise.all([
    getProfile(actor),
    listActivity(actor, { kind: "all", limit: 20, ...(cursor ? { cursor } : {}) }),
    passwordAskedOf(actor.userId),
    listFactors(actor),
    listPasskeys(actor),
  ]);
  const protection = await protectionOf(actor, { profile, factors, passkeys });
  const look = dateStyle(profile);
  const added = typeof notice === "string" ? ADDED.get(notice) : undefined;
  return (
    <>
      <PageHeader title="Security" description="How you sign in, and what happened to your account." />
      {notice === "email-changed" && (
        <div role="status">
          <Alert tone="success" title="Your address is changed">
            {profile.email}
          </Alert>
        </div>
      )}
      {added && (
        <div role="status">
          <Alert tone="success" title={added}>
            Signing in asks for a code from now on. You were signed out everywhere else.
          </Alert>
        </div>
      )}
      <NextStepCard protection={protection} />
      <StatusCards profile={profile} protection={protection} look={look} />
      <SectionCard
        id="password"
        title="Password"
        description={
          profile.password_changed_at ? (
            <>
              Last changed <Moment at={profile.password_changed_at} look={look} />. Changing it signs you out everywhere else.
            </>
          ) : (
            "You have no password yet."
          )
        }
      >
        {profile.has_password ? (
          <PasswordForm
            hint={asked.hint}
            presets={asked.presets}
            known={[profile.email, profile.full_name ?? "", profile.username ?? ""]}
            email={profile.email}
          />
        ) : (
          <Link href={`/forgot-password?email=${encodeURIComponent(profile.email)}`} className={buttonClass({ variant: "secondary" })}>
            Choose a password by mail
          </Link>
        )}
      </SectionCard>
      <Passkeys listed={passkeys} look={look} proof={profile.has_password ? "password" : "fresh sign-in"} />
      <SecondFactor listed={factors} look={look} proof={profile.has_password ? "password" : "fresh sign-in"} />
      <SectionCard
        id="email"
        title="E-mail address"
        description={
          <>
            Now <span className="font-medium text-foreground [overflow-wrap:anywhere]">{profile.email}</span>. A new one is confirmed by a
            mail to it; the old one is told.
          </>
        }
      >
        <EmailForm inbox={inboxPath()} proof={profile.has_password ? "password" : "fresh sign-in"} />
      </SectionCard>
      <SectionCard
        id="activity"
        title="Recent activity"
        description="If you do not recognise something here, change your password."
        action={
          <Link href="/account/security/sign-ins" className={buttonClass({ variant: "secondary", size: "sm" })}>
            All sign-ins
          </Link>
        }
      >
        <ActivityTimeline
          items={activity.items}
          earlier={activity.next_cursor && `/account/security?before=${activity.next_cursor}#activity`}
          look={look}
        />
      </SectionCard>
    </>
  );
}
