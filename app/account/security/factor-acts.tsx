"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { removeFactorAction, renameFactorAction } from "@/app/account/security/factor-actions";
import { type OwnerProof, OwnerProofField, proofIn } from "@/app/account/security/owner-proof";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { FactorType } from "@/lib/factors/factors.schema";

interface FactorActsProps {
  id: string;
  name: string;
  type: FactorType;
  /** Without it signing in asks for the password alone. */
  isLast: boolean;
  proof: OwnerProof;
}

/** Rename and remove. */
export function FactorActs(props: FactorActsProps) {
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex shrink-0 gap-2">
      {/* Where codes are sent names itself. */}
      {props.type === "totp" && (
        <Button variant="ghost" size="sm" aria-label={`Rename ${props.name}`} onClick={() => setOpen("rename")}>
          Rename
        </Button>
      )}
      <Button variant="ghost" size="sm" aria-label={`Remove ${props.name}`} onClick={() => setOpen("remove")}>
        Remove
      </Button>
      <Dialog open={open === "rename"} onOpenChange={close} title={`Rename ${props.name}`}>
        <Rename {...props} onDone={close} />
      </Dialog>
      <Dialog
        open={open === "remove"}
        onOpenChange={close}
        title={`Remove ${props.name}?`}
        description={
          props.isLast
            ? "From then on signing in asks for your password alone, and your recovery codes go. You are signed out everywhere else."
            : "Its codes no longer count. You are signed out everywhere else."
        }
      >
        <Remove {...props} onDone={close} />
      </Dialog>
    </div>
  );
}

function Rename({ id, name, onDone }: FactorActsProps & { onDone: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ id, name: fields.text("name") }),
    action: renameFactorAction,
    schema: () => import("@/lib/factors/factors.schema").then((loaded) => loaded.renameFactorContract.input),
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

function Remove({ id, name, proof, onDone }: FactorActsProps & { onDone: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ id, ...proofIn(proof, fields) }),
    action: removeFactorAction,
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
