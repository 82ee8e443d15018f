"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { acceptInvitationAction, declineInvitationAction } from "@/app/orgs/actions";
import { OrganizationMark } from "@/app/orgs/organization-mark";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { type DateStyle, Moment } from "@/components/ui/moment";
import { toast } from "@/components/ui/toast";

export interface PendingInvitationProps {
  invitation: {
    id: string;
    organization: { name: string; slug: string; logo: string | null };
    role_name: string;
    invited_by: string | null;
    expires_at: string;
  };
  look: DateStyle;
}

/** An invitation to one's own address, answered here. */
export function PendingInvitation({ invitation, look }: PendingInvitationProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<string | null>(null);
  const [declining, setDeclining] = useState(false);
  const { id, organization, role_name: role, invited_by: by, expires_at: end } = invitation;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4">
      <OrganizationMark name={organization.name} logo={organization.logo} size="md" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium [overflow-wrap:anywhere]">{organization.name}</p>
        <p className="text-sm text-muted">
          As {role}
          {by && <>, invited by {by}</>} · good until <Moment at={end} look={look} as="absolute" />
        </p>
        <p role="alert" className="text-sm text-danger empty:hidden">
          {failure}
        </p>
      </div>
      <div className="flex gap-2">
        <Button variant="ghost" size="sm" aria-label={`Decline ${organization.name}`} onClick={() => setDeclining(true)}>
          Decline
        </Button>
        <Button
          size="sm"
          pending={pending}
          aria-label={`Accept ${organization.name}`}
          onClick={() =>
            startTransition(async () => {
              setFailure(null);
              const result = await attempt(() => acceptInvitationAction({ invitation_id: id }));
              if ("reason" in result) return setFailure(result.reason);
              // A fresh document: the switcher in the header has it then.
              location.assign(`/orgs/${result.data.organization.slug}`);
            })
          }
        >
          Accept
        </Button>
      </div>
      <ConfirmDialog
        open={declining}
        onOpenChange={setDeclining}
        title={`Decline ${organization.name}?`}
        description="The invitation is closed. To join later you would need a new one."
        confirm="Decline"
        onConfirm={async () => {
          const result = await attempt(() => declineInvitationAction({ invitation_id: id }));
          if ("reason" in result) return result.reason;
          toast("The invitation is declined.");
          router.refresh();
          return undefined;
        }}
      />
    </li>
  );
}
