"use client";

import { useState } from "react";
import { startImpersonationAction } from "@/app/impersonation/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextareaField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";

interface ImpersonateProps {
  id: string;
  /** The person's name, or their address. */
  name: string;
}

/** Asks why, and lets an administrator act as somebody. */
export function ImpersonateButton(props: ImpersonateProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
        Act as this person
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Act as ${props.name}?`}
        description="For an hour at most. They are told by mail, and everything is recorded under your name. Passwords, addresses and exports stay theirs."
      >
        <Reason {...props} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Reason({ id, onCancel }: ImpersonateProps & { onCancel: () => void }) {
  const form = useActionForm({
    input: (fields) => ({ id, reason: fields.text("reason") }),
    action: startImpersonationAction,
    schema: () => import("@/lib/accounts/impersonation.schema").then((loaded) => loaded.startImpersonationContract.input),
    onSuccess: () => {
      // A whole new document: nothing of the administrator's pages stays in it.
      location.assign("/account");
      return "leaving";
    },
  });
  return (
    <ActionFormElement form={form}>
      <TextareaField
        form={form}
        name="reason"
        label="Reason"
        description="10 to 500 characters. It stands in the audit trail; the person does not see it."
        rows={3}
        maxLength={500}
      />
      <DialogButtons>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
        <SubmitButton form={form}>Act as this person</SubmitButton>
      </DialogButtons>
    </ActionFormElement>
  );
}
