"use client";

import { useState } from "react";
import { deleteAccountAction } from "@/app/account/privacy/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { PasswordField, TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";

interface DeleteFormProps {
  email: string;
  proof: "password" | "fresh sign-in";
}

/** Asks for the address to be typed, and for the password where there is one. */
export function DeleteForm(props: DeleteFormProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger-outline" onClick={() => setOpen(true)}>
        Delete account
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Delete your account?"
        description="You are signed out everywhere at once. In 30 days everything is erased, and nobody can bring it back. Until then, signing in keeps your account."
      >
        <Confirmation {...props} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Confirmation({ email, proof, onCancel }: DeleteFormProps & { onCancel: () => void }) {
  const form = useActionForm({
    input: (fields) => ({
      confirmation: fields.text("confirmation"),
      ...(proof === "password" ? { current_password: fields.text("current_password") } : {}),
    }),
    action: deleteAccountAction,
    schema: () => import("@/lib/accounts/privacy.schema").then((loaded) => loaded.deleteAccountFormContract.input),
    onSuccess: () => {
      location.assign("/login?notice=deletion-scheduled");
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
      {proof === "password" && <PasswordField form={form} name="current_password" label="Your password" autoComplete="current-password" />}
      <DialogButtons>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
        <SubmitButton form={form} variant="danger">
          Delete account
        </SubmitButton>
      </DialogButtons>
    </ActionFormElement>
  );
}
