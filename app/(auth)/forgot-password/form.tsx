"use client";

import { useState } from "react";
import { requestPasswordResetAction } from "@/app/(auth)/forgot-password/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Address } from "@/components/ui/address";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { textLinkClass } from "@/components/ui/text-link";

/** One field, and an answer that is the same for every address. */
export function ForgotPasswordForm({ email, inbox }: { email: string; inbox: string | null }) {
  const [sentTo, setSentTo] = useState("");
  const form = useActionForm({
    input: (fields) => ({ email: fields.text("email") }),
    action: requestPasswordResetAction,
    schema: () => import("@/lib/accounts/password.schema").then((loaded) => loaded.requestPasswordResetContract.input),
    onSuccess: (_data, sent) => {
      setSentTo(sent.email.trim());
      return undefined;
    },
  });

  if (sentTo) {
    return (
      <div className="grid gap-5">
        <div role="status">
          <Alert tone="success" title="Check your mail">
            If there is an account for{" "}
            <span className="font-medium text-foreground">
              <Address email={sentTo} />
            </span>
            , a link to choose a new password is on its way. It works once, for 15 minutes.
          </Alert>
        </div>
        {inbox && (
          <p className="text-sm text-muted">
            No mail service is set up here:{" "}
            <a href={inbox} className={textLinkClass} target="_blank" rel="noopener">
              read the mail in the inbox
            </a>
          </p>
        )}
        <Button variant="secondary" block onClick={() => setSentTo("")}>
          Use another address
        </Button>
      </div>
    );
  }
  return (
    <ActionFormElement form={form}>
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
      />
      <SubmitButton form={form} block>
        Send the link
      </SubmitButton>
    </ActionFormElement>
  );
}
