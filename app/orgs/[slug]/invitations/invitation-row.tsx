import { InvitationActs } from "@/app/orgs/[slug]/invitations/invitation-acts";
import { Badge } from "@/components/ui/badge";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { InvitationView } from "@/lib/organizations/invitations.schema";

const STATUS = {
  open: { tone: "accent", label: "Open" },
  expired: { tone: "warning", label: "Expired" },
  accepted: { tone: "success", label: "Accepted" },
  revoked: { tone: "neutral", label: "Revoked" },
} as const;

/** One invitation: to whom, for what, how it stands. */
export function InvitationRow({
  invitation,
  organizationId,
  look,
}: {
  invitation: InvitationView;
  organizationId: string;
  look: DateStyle;
}) {
  const { email, role_name: role, unit_name: unit, status, invited_by: by } = invitation;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4 sm:px-6">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{email}</span>
          <Badge tone={STATUS[status].tone}>{STATUS[status].label}</Badge>
        </p>
        <p className="text-sm text-muted [overflow-wrap:anywhere]">
          As {role}
          {unit && <> of {unit}</>}
          {by && <> · by {by}</>}
        </p>
        <p className="text-sm text-muted">
          <Fate invitation={invitation} look={look} />
        </p>
      </div>
      {(status === "open" || status === "expired") && <InvitationActs id={invitation.id} email={email} organizationId={organizationId} />}
    </li>
  );
}

function Fate({
  invitation: { status, sent_at, expires_at, accepted_at, created_at },
  look,
}: {
  invitation: InvitationView;
  look: DateStyle;
}) {
  if (status === "accepted" && accepted_at) {
    return (
      <>
        Accepted <Moment at={accepted_at} look={look} />
      </>
    );
  }
  if (status === "revoked") {
    return (
      <>
        Made <Moment at={created_at} look={look} />
      </>
    );
  }
  return (
    <>
      {sent_at ? (
        <>
          Mailed <Moment at={sent_at} look={look} />
        </>
      ) : (
        "The mail is on its way"
      )}{" "}
      · {status === "open" ? "expires" : "expired"} <Moment at={expires_at} look={look} />
    </>
  );
}
