"use client";

import Link from "next/link";
import { useState } from "react";
import { signInAction } from "@/app/(auth)/login/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { CheckboxField, PasswordField, TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { quietLinkClass, textLinkClass } from "@/components/ui/text-link";

interface SignIn {
  email: string;
  password: string;
  remember_me?: boolean;
  callback_url?: string;
}

/** One field for an address or a username, the password, and whether to stay. */
export function LoginForm({ callbackUrl, email }: { callbackUrl: string; email: string }) {
  const [unverified, setUnverified] = useState<string | null>(null);
  const form = useActionForm<SignIn, { redirect_to: string }>({
    action: signInAction,
    schema: () => import("@/lib/signin/signin.schema").then((loaded) => loaded.signInContract.input),
    prepare: (values) => ({ ...values, callback_url: callbackUrl }),
    onSuccess: (data) => {
      // A fresh document: nothing drawn for the signed-out stays in memory.
      location.assign(data.redirect_to);
      return "leaving";
    },
    onFailure: (error) => {
      const waiting = error.type === "EMAIL_NOT_VERIFIED";
      setUnverified(waiting ? error.message : null);
      return waiting;
    },
  });
  const typed = form.watch("email");
  const address = typeof typed === "string" && typed.includes("@") ? typed.trim() : "";

  return (
    <ActionFormElement form={form}>
      <div role="alert" className="empty:hidden">
        {unverified && (
          <Alert tone="warning" title="Your address is not confirmed yet">
            Type the code from our mail, or ask for a new one.{" "}
            <Link href={address ? `/verify-email?email=${encodeURIComponent(address)}` : "/verify-email"} className={textLinkClass}>
              Confirm your address
            </Link>
          </Alert>
        )}
      </div>
      <TextField
        form={form}
        name="email"
        label="E-mail or username"
        autoComplete="username webauthn"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        defaultValue={email}
      />
      <PasswordField form={form} name="password" label="Password" autoComplete="current-password" />
      <CheckboxField
        form={form}
        name="remember_me"
        label="Keep me signed in"
        aside={
          <Link href="/forgot-password" className={quietLinkClass}>
            Forgot password?
          </Link>
        }
      />
      <SubmitButton form={form} block>
        Sign in
      </SubmitButton>
    </ActionFormElement>
  );
}
