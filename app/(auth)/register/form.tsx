"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { registerAction } from "@/app/(auth)/register/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { NewPasswordField } from "@/components/form/new-password-field";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { quietLinkClass } from "@/components/ui/text-link";

/** Two steps in one form, so that a password manager sees the address and the password together. */
export function RegisterForm({ email, hint, callbackUrl }: { email: string; hint: string; callbackUrl: string }) {
  const router = useRouter();
  const [step, setStep] = useState<"address" | "password">(email.includes("@") ? "password" : "address");
  const form = useActionForm({
    input: (fields) => ({
      email: fields.text("email"),
      password: fields.text("password"),
      username: fields.text("username"),
      full_name: fields.text("full_name"),
    }),
    action: registerAction,
    schema: () => import("@/lib/accounts/registration.schema").then((loaded) => loaded.registerContract.input),
    onSuccess: (data) => {
      const onward = callbackUrl ? `&callbackUrl=${encodeURIComponent(callbackUrl)}` : "";
      router.push(`/verify-email?email=${encodeURIComponent(data.email)}${onward}`);
      return "leaving";
    },
  });

  async function next() {
    if (await form.check("email")) setStep("password");
  }

  const onPassword = step === "password";
  return (
    <ActionFormElement
      form={form}
      onSubmit={(event) => {
        if (onPassword) return form.submit(event);
        event?.preventDefault();
        void next();
      }}
    >
      <TextField
        form={form}
        name="email"
        label="E-mail address"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={email}
        readOnly={onPassword}
        aside={
          onPassword && (
            <button type="button" className={quietLinkClass} onClick={() => setStep("address")}>
              Change
            </button>
          )
        }
      />
      {onPassword ? (
        <>
          <NewPasswordField
            form={form}
            name="password"
            label="Password"
            hint={hint}
            known={[form.watch("email"), form.watch("username"), form.watch("full_name")]}
            autoFocus={!email}
          />
          <TextField form={form} name="full_name" label="Full name (optional)" autoComplete="name" />
          <TextField
            form={form}
            name="username"
            label="Username (optional)"
            description="You can sign in with it instead of your address."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <SubmitButton form={form} block>
            Create account
          </SubmitButton>
        </>
      ) : (
        <Button type="submit" block>
          Continue
        </Button>
      )}
    </ActionFormElement>
  );
}
