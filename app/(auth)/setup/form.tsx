"use client";

import { completeSetupAction } from "@/app/(auth)/setup/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { NewPasswordField } from "@/components/form/new-password-field";
import { useActionForm } from "@/components/form/use-action-form";
import { useHiddenToken } from "@/components/form/use-hidden-token";

/** The first administrator's address and password. */
export function SetupForm({ token, hint }: { token: string; hint: string }) {
  useHiddenToken();
  const form = useActionForm({
    input: (fields) => ({ token, email: fields.text("email"), password: fields.text("password"), full_name: fields.text("full_name") }),
    action: completeSetupAction,
    schema: () => import("@/lib/accounts/registration.schema").then((loaded) => loaded.setupContract.input),
    onSuccess: () => {
      location.assign("/login?notice=setup-done");
      return "leaving";
    },
  });
  return (
    <ActionFormElement form={form}>
      <TextField form={form} name="full_name" label="Full name (optional)" autoComplete="name" />
      <TextField
        form={form}
        name="email"
        label="E-mail address"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <NewPasswordField form={form} name="password" label="Password" hint={hint} known={[form.watch("email"), form.watch("full_name")]} />
      <SubmitButton form={form} block>
        Create administrator
      </SubmitButton>
    </ActionFormElement>
  );
}
