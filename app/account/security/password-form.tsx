"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { changePasswordAction } from "@/app/account/security/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { PasswordField } from "@/components/form/fields";
import { NewPasswordField } from "@/components/form/new-password-field";
import { useActionForm } from "@/components/form/use-action-form";
import { toast } from "@/components/ui/toast";

export interface PasswordFormProps {
  /** What is asked of the new one. */
  hint: string;
  presets: ComponentProps<typeof NewPasswordField>["presets"];
  known: string[];
  email: string;
}

/** The present password and a new one. */
export function PasswordForm({ hint, presets, known, email }: PasswordFormProps) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ current_password: fields.text("current_password"), new_password: fields.text("new_password") }),
    action: changePasswordAction,
    schema: () => import("@/lib/accounts/password.schema").then((loaded) => loaded.changePasswordContract.input),
    onSuccess: ({ sessions_ended: ended }) => {
      form.clear();
      toast(`Your password is changed.${ended > 0 ? ` You were signed out in ${ended} other ${ended === 1 ? "place" : "places"}.` : ""}`);
      router.refresh();
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form} className="sm:max-w-sm">
      {/* Tells a password manager whose password this is. */}
      <input type="email" name="account" autoComplete="username" value={email} readOnly hidden />
      <PasswordField form={form} name="current_password" label="Current password" autoComplete="current-password" />
      <NewPasswordField form={form} name="new_password" label="New password" hint={hint} presets={presets} known={known} />
      <div>
        <SubmitButton form={form}>Change password</SubmitButton>
      </div>
    </ActionFormElement>
  );
}
