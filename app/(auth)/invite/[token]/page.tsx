import type { Metadata } from "next";
import { InvitationAnswer } from "@/app/(auth)/invite/[token]/answer";
import { NoInvitation } from "@/app/(auth)/invite/[token]/no-invitation";
import { WayIn } from "@/app/(auth)/invite/[token]/way-in";
import { WrongAccount } from "@/app/(auth)/invite/[token]/wrong-account";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { AuthCard } from "@/components/layout/auth-card";
import { Address } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-class";
import { dateStyle, Moment } from "@/components/ui/moment";
import { currentCaller } from "@/lib/entry/page";
import { AppError } from "@/lib/errors";
import { findInvitation } from "@/lib/organizations/invitation-answers";
import { findInvitationContract } from "@/lib/organizations/invitations.schema";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

/** What the mailed link leads to. Opening it takes nothing, however often a scanner does: only its button does. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, { actor, session }] = await Promise.all([params, currentCaller()]);
  const named = findInvitationContract.input.safeParse({ token });
  if (!named.success) return <NoInvitation />;
  const invitation = await findInvitation(actor, named.data).catch((error: unknown) => {
    if (error instanceof AppError && (error.type === "TOKEN_EXPIRED" || error.type === "RATE_LIMITED")) return error;
    throw error;
  });
  if (invitation instanceof AppError) return <NoInvitation reason={invitation.type === "RATE_LIMITED" ? invitation.message : undefined} />;
  const { organization, role_name: role, unit_name: unit, invited_by: by, email, expires_at: end, caller } = invitation;
  const look = dateStyle({ locale: session?.user.locale ?? "en-GB", time_zone: session?.user.timeZone ?? "UTC" });
  const path = `/invite/${token}`;
  return (
    <AuthCard
      title={
        <span className="flex items-center gap-4">
          <OrganizationMark name={organization.name} logo={organization.logo} size="md" />
          <span className="min-w-0 [overflow-wrap:anywhere]">Join {organization.name}</span>
        </span>
      }
      description={
        <>
          {by ?? "Somebody"} invites{" "}
          <strong className="font-medium text-foreground">
            <Address email={email} />
          </strong>{" "}
          to be {role}
          {unit && <> of {unit}</>}.
        </>
      }
      below={
        <>
          Good until <Moment at={end} look={look} as="absolute" />
          {!session && " (UTC)"}.
        </>
      }
    >
      {caller === "signed_out" && <WayIn email={email} path={path} />}
      {caller === "wrong_account" && <WrongAccount invited={email} own={session?.user.email ?? ""} path={path} />}
      {caller === "unverified" && (
        <a
          href={`/verify-email?email=${encodeURIComponent(email)}&callbackUrl=${encodeURIComponent(path)}`}
          className={buttonClass({ block: true })}
        >
          Confirm your address first
        </a>
      )}
      {caller === "member" && (
        <div className="grid gap-4">
          <p className="text-[0.9375rem]">You are a member already.</p>
          <a href={`/orgs/${organization.slug}`} className={buttonClass({ block: true })}>
            Open {organization.name}
          </a>
        </div>
      )}
      {caller === "ready" && <InvitationAnswer token={token} name={organization.name} />}
    </AuthCard>
  );
}
