"use client";

import { confirmEmailAction } from "@/app/account/security/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { CodeField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";

/** The code that proves a new address. */
export function EmailCodeForm({ email, onCancel }: { email: string; onCancel: () => void }) {
  const form = useActionForm({
    input: (fields) => ({ email, code: fields.text("code") }),
    action: (input: { email: string; code: string }) => confirmEmailAction(input),
    onSuccess: () => {
      location.assign("/account/security?notice=email-changed");
      return "leaving";
    },
  });
  return (
    <ActionFormElement form={form}>
      <CodeField form={form} name="code" label="Six-digit code" />
      <div className="flex flex-wrap gap-3">
        <SubmitButton form={form}>Confirm</SubmitButton>
        <Button variant="ghost" onClick={onCancel}>
          Use another address
        </Button>
      </div>
    </ActionFormElement>
  );
}
