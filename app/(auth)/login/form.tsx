"use client";

import { useState } from "react";
import { signInAction } from "@/app/(auth)/login/actions";
import type { Notice } from "@/app/(auth)/login/notices";
import { PasskeySignIn } from "@/app/(auth)/login/passkey-sign-in";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { CheckboxField, PasswordField, TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { announce } from "@/components/ui/announcer";
import { Badge } from "@/components/ui/badge";
import { Separator } from "@/components/ui/separator";
import { quietLinkClass, textLinkClass } from "@/components/ui/text-link";

export interface LoginFormProps {
  callbackUrl: string;
  /** An address to begin with, such as an invited one. */
  email: string;
  notice: Notice | null;
  /** How this browser signed in before. */
  lastWay: "password" | "passkey" | null;
}

type SignInForm = Parameters<typeof signInAction>[0];

const WORKING = "One moment. After several failed attempts your browser has some work to do first; it takes a few seconds.";

/** One field for an address or a username, the password, and whether to stay; or a passkey. */
export function LoginForm({ callbackUrl, email, notice, lastWay }: LoginFormProps) {
  const [unverified, setUnverified] = useState<string | null>(null);
  const [working, setWorking] = useState(false);
  const form = useActionForm({
    input: (fields) => ({
      email: fields.text("email"),
      password: fields.text("password"),
      remember_me: fields.checked("remember_me"),
      callback_url: callbackUrl,
    }),
    action: async (input: SignInForm) => {
      const result = await signInAction(input);
      if (result.ok || result.error.type !== "RATE_LIMITED") return result;
      const { challengeIn, solve } = await import("@/app/(auth)/login/challenge");
      const challenge = challengeIn(result.error.details);
      if (!challenge) return result;
      setWorking(true);
      announce(WORKING);
      const proof = await solve(challenge).finally(() => setWorking(false));
      // Without it, what was answered stands: to wait.
      return proof === null ? result : signInAction({ ...input, proof });
    },
    schema: () => import("@/lib/signin/signin.schema").then((loaded) => loaded.signInContract.input),
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
  const address = typed.includes("@") ? typed.trim() : "";

  return (
    <ActionFormElement form={form}>
      {/* What brought one here matters until something newer is said. */}
      {notice && !form.problem && !unverified && (
        <div role="status">
          <Alert tone={notice.tone} title={notice.title}>
            {notice.text}
          </Alert>
        </div>
      )}
      <div role="alert" className="empty:hidden">
        {unverified && (
          <Alert tone="warning" title="Your address is not confirmed yet">
            Type the code from our mail, or ask for a new one.{" "}
            <a href={address ? `/verify-email?email=${encodeURIComponent(address)}` : "/verify-email"} className={textLinkClass}>
              Confirm your address
            </a>
          </Alert>
        )}
      </div>
      <TextField
        form={form}
        name="email"
        label="E-mail or username"
        defaultValue={email}
        autoComplete="username webauthn"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
      <PasswordField form={form} name="password" label="Password" autoComplete="current-password" />
      <CheckboxField
        form={form}
        name="remember_me"
        label="Keep me signed in"
        aside={
          <a href="/forgot-password" className={quietLinkClass}>
            Forgot password?
          </a>
        }
      />
      {working && <p className="text-sm text-muted">{WORKING}</p>}
      <SubmitButton form={form} block>
        Sign in
        {lastWay === "password" && <Badge tone="accent">Last used</Badge>}
      </SubmitButton>
      <Separator>or</Separator>
      <PasskeySignIn callbackUrl={callbackUrl} isLast={lastWay === "passkey"} />
    </ActionFormElement>
  );
}
