"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type OwnerProof, OwnerProofField, proofIn } from "@/app/account/security/owner-proof";
import { removePasskeyAction, renamePasskeyAction } from "@/app/account/security/passkey-actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";

interface PasskeyActsProps {
  id: string;
  name: string;
  proof: OwnerProof;
}

/** Rename and remove. */
export function PasskeyActs(props: PasskeyActsProps) {
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const close = () => setOpen(null);
  const { name } = props;
  return (
    <div className="flex shrink-0 gap-2 max-sm:-ml-3 max-sm:w-full">
      <Button variant="ghost" size="sm" aria-label={`Rename ${name}`} onClick={() => setOpen("rename")}>
        Rename
      </Button>
      <Button variant="ghost" size="sm" aria-label={`Remove ${name}`} onClick={() => setOpen("remove")}>
        Remove
      </Button>
      <Dialog open={open === "rename"} onOpenChange={close} title={`Rename ${name}`}>
        <Rename {...props} onDone={close} />
      </Dialog>
      <Dialog
        open={open === "remove"}
        onOpenChange={close}
        title={`Remove ${name}?`}
        description="It no longer signs you in. Your device may go on offering it: delete it there as well. You are signed out everywhere else."
      >
        <Remove {...props} onDone={close} />
      </Dialog>
    </div>
  );
}

function Rename({ id, name, onDone }: PasskeyActsProps & { onDone: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ id, name: fields.text("name") }),
    action: renamePasskeyAction,
    schema: () => import("@/lib/passkeys/passkeys.schema").then((loaded) => loaded.renamePasskeyContract.input),
    onSuccess: () => {
      onDone();
      router.refresh();
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form}>
      <TextField form={form} name="name" label="Name" defaultValue={name} maxLength={60} autoComplete="off" />
      <DialogButtons>
        <Button variant="secondary" onClick={onDone}>
          Cancel
        </Button>
        <SubmitButton form={form}>Rename</SubmitButton>
      </DialogButtons>
    </ActionFormElement>
  );
}

function Remove({ id, name, proof, onDone }: PasskeyActsProps & { onDone: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ id, ...proofIn(proof, fields) }),
    action: removePasskeyAction,
    onSuccess: () => {
      onDone();
      toast(`${name} is removed.`);
      router.refresh();
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form}>
      <OwnerProofField form={form} proof={proof} />
      <DialogButtons>
        <Button variant="secondary" onClick={onDone}>
          Cancel
        </Button>
        <SubmitButton form={form} variant="danger">
          Remove
        </SubmitButton>
      </DialogButtons>
    </ActionFormElement>
  );
}
