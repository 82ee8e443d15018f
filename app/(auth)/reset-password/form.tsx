"use client";

import { useState } from "react";
import { confirmPasswordResetAction } from "@/app/(auth)/reset-password/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { NewPasswordField } from "@/components/form/new-password-field";
import { useActionForm } from "@/components/form/use-action-form";
import { useHiddenToken } from "@/components/form/use-hidden-token";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-class";

/** The new password; the token of the link goes with it and nowhere else. */
export function ResetPasswordForm({ token, hint }: { token: string; hint: string }) {
  const [dead, setDead] = useState(false);
  useHiddenToken();
  const form = useActionForm({
    input: (fields) => ({ token, new_password: fields.text("new_password") }),
    action: confirmPasswordResetAction,
    schema: () => import("@/lib/accounts/password.schema").then((loaded) => loaded.confirmPasswordResetContract.input),
    onSuccess: () => {
      location.assign("/login?notice=password-reset");
      return "leaving";
    },
    onFailure: (error) => {
      if (error.type === "TOKEN_EXPIRED") setDead(true);
      return error.type === "TOKEN_EXPIRED";
    },
  });

  if (dead) {
    return (
      <div className="grid gap-5">
        <div role="alert">
          <Alert tone="danger" title="This link does not work any more">
            It was used already, is older than 15 minutes, or a newer mail replaced it.
          </Alert>
        </div>
        <a href="/forgot-password" className={buttonClass({ block: true })}>
          Ask for a new link
        </a>
      </div>
    );
  }
  return (
    <ActionFormElement form={form}>
      <NewPasswordField form={form} name="new_password" label="New password" hint={hint} known={[]} />
      <SubmitButton form={form} block>
        Change password
      </SubmitButton>
    </ActionFormElement>
  );
}
