"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { renewRecoveryCodesAction } from "@/app/account/security/factor-actions";
import { type OwnerProof, OwnerProofField, proofIn } from "@/app/account/security/owner-proof";
import { RecoveryCodes } from "@/app/account/security/recovery-codes";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";

/** New recovery codes for the former ones, which are worth nothing from then on. */
export function RenewCodesButton({ proof }: { proof: OwnerProof }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  function close() {
    setOpen(false);
    setCodes(null);
    if (codes) router.refresh();
  }
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
        Make new codes
      </Button>
      <Dialog
        open={open}
        onOpenChange={close}
        title={codes ? "Your new recovery codes" : "Make new recovery codes?"}
        description={
          codes ? "Keep them where you will find them without your phone. They are shown only now." : "The former ones stop working."
        }
      >
        {codes ? (
          <>
            <RecoveryCodes codes={codes} />
            <DialogButtons>
              <Button onClick={close}>I have kept them</Button>
            </DialogButtons>
          </>
        ) : (
          <Ask proof={proof} onCodes={setCodes} onCancel={close} />
        )}
      </Dialog>
    </>
  );
}

function Ask({ proof, onCodes, onCancel }: { proof: OwnerProof; onCodes: (codes: string[]) => void; onCancel: () => void }) {
  const form = useActionForm({
    input: (fields) => proofIn(proof, fields),
    action: renewRecoveryCodesAction,
    onSuccess: (data) => {
      onCodes(data.recovery_codes);
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form}>
      <OwnerProofField form={form} proof={proof} />
      <DialogButtons>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
        <SubmitButton form={form}>Make new codes</SubmitButton>
      </DialogButtons>
    </ActionFormElement>
  );
}
