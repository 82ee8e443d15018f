"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import type { z } from "zod";
import { type OwnerProof, OwnerProofField, proofIn } from "@/app/account/security/owner-proof";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/entry/action-result";

/** A passkey or a second factor, and what its owner can do with it. */
interface WayInActsProps {
  id: string;
  name: string;
  proof: OwnerProof;
  /** Absent where it names itself. */
  rename?: {
    action: (input: { id: string; name: string }) => Promise<ActionResult<unknown>>;
    schema: () => Promise<z.ZodType<unknown, FieldValues>>;
  };
  remove: {
    action: (input: { id: string; current_password?: string }) => Promise<ActionResult<unknown>>;
    /** What it means. */
    description: string;
  };
}

/** Rename and remove. */
export function WayInActs({ id, name, proof, rename, remove }: WayInActsProps) {
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex shrink-0 gap-2 max-sm:-ml-3 max-sm:w-full">
      {rename && (
        <Button variant="ghost" size="sm" aria-label={`Rename ${name}`} onClick={() => setOpen("rename")}>
          Rename
        </Button>
      )}
      <Button variant="ghost" size="sm" aria-label={`Remove ${name}`} onClick={() => setOpen("remove")}>
        Remove
      </Button>
      {rename && (
        <Dialog open={open === "rename"} onOpenChange={close} title={`Rename ${name}`}>
          <Rename id={id} name={name} rename={rename} onDone={close} />
        </Dialog>
      )}
      <Dialog open={open === "remove"} onOpenChange={close} title={`Remove ${name}?`} description={remove.description}>
        <Remove id={id} name={name} proof={proof} remove={remove} onDone={close} />
      </Dialog>
    </div>
  );
}

type RenameProps = Pick<WayInActsProps, "id" | "name"> & { rename: NonNullable<WayInActsProps["rename"]>; onDone: () => void };

function Rename({ id, name, rename, onDone }: RenameProps) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ id, name: fields.text("name") }),
    action: rename.action,
    schema: rename.schema,
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

function Remove({ id, name, proof, remove, onDone }: Omit<WayInActsProps, "rename"> & { onDone: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ id, ...proofIn(proof, fields) }),
    action: remove.action,
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
