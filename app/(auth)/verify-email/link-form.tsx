"use client";

import { useState } from "react";
import { confirmVerificationAction } from "@/app/(auth)/verify-email/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { useActionForm } from "@/components/form/use-action-form";
import { useHiddenToken } from "@/components/form/use-hidden-token";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-class";

interface Outcome {
  email: string;
  status: "verified" | "changed";
  needs_passkey: boolean;
}

/** Where each outcome goes on. */
const onwardFrom = ({ status, needs_passkey }: Outcome) => {
  if (status === "changed") return { href: "/account", label: "Go to your account" };
  return needs_passkey ? { href: "/register/passkey", label: "Create your passkey" } : { href: "/login", label: "Sign in" };
};

/** The button that the mail's link leads to. The token leaves the address bar at once and is sent only by the press. */
export function LinkForm({ token }: { token: string }) {
  const [done, setDone] = useState<Outcome | null>(null);
  const [dead, setDead] = useState("");
  useHiddenToken();
  const form = useActionForm({
    input: () => ({ token }),
    action: confirmVerificationAction,
    onSuccess: (data) => {
      setDone(data);
      return undefined;
    },
    onFailure: (error) => {
      const used = error.type === "TOKEN_EXPIRED" || error.type === "VALIDATION_ERROR";
      if (used) setDead(error.message);
      return used;
    },
  });

  if (done) {
    const onward = onwardFrom(done);
    return (
      <div className="grid gap-5">
        <div role="status">
          <Alert tone="success" title={done.status === "changed" ? "Your address is changed" : "Your address is confirmed"}>
            {done.email}
            {done.needs_passkey && " · One thing is left: a passkey, made in the browser in which you registered."}
          </Alert>
        </div>
        <a href={onward.href} className={buttonClass({ block: true })}>
          {onward.label}
        </a>
      </div>
    );
  }
  if (dead) {
    return (
      <div className="grid gap-5">
        <div role="alert">
          <Alert tone="danger" title="This link does not work any more">
            It was used already, is too old, or a newer mail replaced it.
          </Alert>
        </div>
        <a href="/verify-email" className={buttonClass({ block: true })}>
          Ask for a new mail
        </a>
        <a href="/login" className={buttonClass({ variant: "secondary", block: true })}>
          Sign in
        </a>
      </div>
    );
  }
  return (
    <ActionFormElement form={form}>
      <SubmitButton form={form} block>
        Confirm this address
      </SubmitButton>
    </ActionFormElement>
  );
}
