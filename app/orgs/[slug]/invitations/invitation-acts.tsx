"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { copyInvitationLinkAction, resendInvitationAction, revokeInvitationAction } from "@/app/orgs/[slug]/invitations/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";

/** Sending an invitation again, handing its link over by other means, taking it back. */
export function InvitationActs({ id, email, organizationId }: { id: string; email: string; organizationId: string }) {
  const router = useRouter();
  const [revoking, setRevoking] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const [resending, startResending] = useTransition();
  const [copying, startCopying] = useTransition();
  const named = { organization_id: organizationId, invitation_id: id };
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        variant="ghost"
        size="sm"
        pending={copying}
        aria-label={`Get link for ${email}`}
        onClick={() =>
          startCopying(async () => {
            const result = await attempt(() => copyInvitationLinkAction(named));
            if ("reason" in result) toast(result.reason, "danger");
            else setLink(result.data.link);
          })
        }
      >
        Get link
      </Button>
      <Button
        variant="secondary"
        size="sm"
        pending={resending}
        aria-label={`Resend to ${email}`}
        onClick={() =>
          startResending(async () => {
            const result = await attempt(() => resendInvitationAction(named));
            if ("reason" in result) toast(result.reason, "danger");
            else toast("A new mail is on its way. The former mail's link no longer works.");
            router.refresh();
          })
        }
      >
        Resend
      </Button>
      <Button variant="danger-outline" size="sm" aria-label={`Revoke ${email}`} onClick={() => setRevoking(true)}>
        Revoke
      </Button>
      <Dialog
        open={link !== null}
        onOpenChange={(open) => {
          if (!open) setLink(null);
        }}
        title="A link to hand over"
        description={`Only ${email} can accept with it. It is shown this once; a former copied link no longer works.`}
      >
        <div className="flex items-center gap-2">
          <Input
            readOnly
            value={link ?? ""}
            aria-label="Link"
            className="font-mono text-sm"
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton text={link ?? ""} label="link" />
        </div>
      </Dialog>
      <ConfirmDialog
        open={revoking}
        onOpenChange={setRevoking}
        title="Revoke this invitation?"
        description={`The links that ${email} has no longer work. You can invite the address anew.`}
        confirm="Revoke"
        onConfirm={async () => {
          const result = await attempt(() => revokeInvitationAction(named));
          if ("reason" in result) return result.reason;
          toast("The invitation is revoked.");
          router.refresh();
          return undefined;
        }}
      />
    </div>
  );
}
