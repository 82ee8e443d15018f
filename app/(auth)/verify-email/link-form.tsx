"use client";

import Link from "next/link";
import { useState } from "react";
import { confirmVerificationAction } from "@/app/(auth)/verify-email/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { useActionForm } from "@/components/form/use-action-form";
import { useHiddenToken } from "@/components/form/use-hidden-token";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button";

interface Outcome {
  email: string;
  status: "verified" | "changed";
}

/** The button that the mail's link leads to. The token leaves the address bar at once and is sent only by the press. */
export function LinkForm({ token }: { token: string }) {
  const [done, setDone] = useState<Outcome | null>(null);
  const [dead, setDead] = useState("");
  useHiddenToken();
  const form = useActionForm<Record<string, never>, Outcome>({
    action: () => confirmVerificationAction({ token }),
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
    return (
      <div className="grid gap-5">
        <div role="status">
          <Alert tone="success" title={done.status === "changed" ? "Your address is changed" : "Your address is confirmed"}>
            {done.email}
          </Alert>
        </div>
        <Link href={done.status === "changed" ? "/account" : "/login"} className={buttonClass({ block: true })}>
          {done.status === "changed" ? "Go to your account" : "Sign in"}
        </Link>
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
        <Link href="/verify-email" className={buttonClass({ block: true })}>
          Ask for a new mail
        </Link>
        <Link href="/login" className={buttonClass({ variant: "secondary", block: true })}>
          Sign in
        </Link>
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
