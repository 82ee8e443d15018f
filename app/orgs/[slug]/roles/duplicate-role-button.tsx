"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { duplicateRoleAction } from "@/app/orgs/[slug]/roles/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";

export interface DuplicateRoleProps {
  organizationId: string;
  slug: string;
  name: string;
  path: string;
}

/** A copy under another name, to begin from. */
export function DuplicateRoleButton(props: DuplicateRoleProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" size="sm" aria-label={`Duplicate ${props.name}`} onClick={() => setOpen(true)}>
        Duplicate
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Duplicate ${props.name}`} description="You can change the copy afterwards.">
        <CopyForm {...props} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function CopyForm({ organizationId, slug, name, path, onCancel }: DuplicateRoleProps & { onCancel: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ organization_id: organizationId, role: slug, name: fields.text("name") }),
    action: duplicateRoleAction,
    onSuccess: ({ id }) => {
      router.push(id ? `${path}/roles/${id}` : `${path}/roles`);
      return "leaving";
    },
  });
  return (
    <ActionFormElement form={form}>
      <TextField form={form} name="name" label="Name of the copy" maxLength={80} defaultValue={`${name} copy`} autoComplete="off" />
      <DialogButtons>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
        <SubmitButton form={form}>Duplicate</SubmitButton>
      </DialogButtons>
    </ActionFormElement>
  );
}
