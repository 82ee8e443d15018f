"use client";

import { useState } from "react";
import { acceptInvitationAction, declineInvitationAction } from "@/app/orgs/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { attempt } from "@/components/form/failure";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Yes or no. The organization opens as a whole new page. */
export function InvitationAnswer({ token, name }: { token: string; name: string }) {
  const [declining, setDeclining] = useState(false);
  const form = useActionForm({
    input: () => ({ token }),
    action: acceptInvitationAction,
    onSuccess: ({ organization }) => {
      location.assign(`/orgs/${organization.slug}`);
      return "leaving";
    },
  });
  return (
    <ActionFormElement form={form}>
      <SubmitButton form={form} block>
        Accept and join
      </SubmitButton>
      <Button variant="ghost" block onClick={() => setDeclining(true)}>
        Decline
      </Button>
      <ConfirmDialog
        open={declining}
        onOpenChange={setDeclining}
        title={`Decline ${name}?`}
        description="The invitation is closed. To join later you would need a new one."
        confirm="Decline"
        onConfirm={async () => {
          const result = await attempt(() => declineInvitationAction({ token }));
          if ("reason" in result) return result.reason;
          location.assign("/orgs");
          return undefined;
        }}
      />
    </ActionFormElement>
  );
}
