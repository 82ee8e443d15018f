"use client";

import { useState } from "react";
import { deactivateAccountAction } from "@/app/account/privacy/actions";
import { type OwnerProof, OwnerProofField, proofIn } from "@/app/account/security/owner-proof";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";

/** Asks for the password, where there is one, and for the address to be typed. */
export function DeactivateForm({ email, proof }: { email: string; proof: OwnerProof }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger-outline" onClick={() => setOpen(true)}>
        Deactivate account
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Deactivate your account?"
        description="You are signed out everywhere at once. Only an administrator can undo this."
      >
        <Confirmation email={email} proof={proof} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Confirmation({ email, proof, onCancel }: { email: string; proof: OwnerProof; onCancel: () => void }) {
  const form = useActionForm({
    input: (fields) => ({ ...proofIn(proof, fields), confirmation: fields.text("confirmation") }),
    action: deactivateAccountAction,
    schema: () => import("@/lib/accounts/profile.schema").then((loaded) => loaded.deactivateAccountContract.input),
    onSuccess: () => {
      location.assign("/login?notice=deactivated");
      return "leaving";
    },
  });
  return (
    <ActionFormElement form={form}>
      <TextField
        form={form}
        name="confirmation"
        label={
          <>
            Type <strong className="font-semibold [overflow-wrap:anywhere]">{email}</strong> to confirm
          </>
        }
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
      <OwnerProofField form={form} proof={proof} />
      <DialogButtons>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
        <SubmitButton form={form} variant="danger">
          Deactivate account
        </SubmitButton>
      </DialogButtons>
    </ActionFormElement>
  );
}
