"use client";

import { verifySecondFactorAction } from "@/app/(auth)/login/verify/actions";
import { SendAgain } from "@/app/(auth)/login/verify/send-again";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { CheckboxField, CodeField, TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import type { CodeMethod } from "@/lib/factors/factors.schema";
import type { OfferedMethod } from "@/lib/signin/send-code";

interface CodeFormProps {
  way: Exclude<OfferedMethod, { method: "passkey" }>;
  callbackUrl: string;
  again: string;
  inbox: string | null;
}

/** What stands beside the six digits of each way. */
const WORDS: Record<Exclude<CodeMethod, "recovery_code">, { label: string; description: string }> = {
  totp: { label: "Code from your authenticator app", description: "Open the app and type the six digits it shows." },
  sms: { label: "Code from the text message", description: "The six digits that we send to your phone." },
  email: { label: "Code from the mail", description: "The six digits that we mail to you." },
};

/** The code of one way. Six digits send themselves; a code that is sent is asked for when the form appears. */
export function CodeForm({ way, callbackUrl, again, inbox }: CodeFormProps) {
  const { method } = way;
  const form = useActionForm({
    input: (fields) => ({
      method,
      code: fields.text("code"),
      trust_device: fields.checked("trust_device"),
      callback_url: callbackUrl,
    }),
    action: verifySecondFactorAction,
    onSuccess: (data) => {
      location.assign(data.redirect_to);
      return "leaving";
    },
    onFailure: (error) => {
      if (error.type !== "TOKEN_REVOKED") return false;
      location.assign(again);
      return true;
    },
  });
  return (
    <ActionFormElement form={form}>
      {/* Before the code, which sends itself once it is whole. */}
      <CheckboxField form={form} name="trust_device" label="Trust this device for 30 days" />
      {method === "recovery_code" ? (
        <TextField
          form={form}
          name="code"
          label="Recovery code"
          description="One of the codes you kept when you set up your second factor. Each works once."
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus
        />
      ) : (
        <CodeField form={form} name="code" {...WORDS[method]} autoFocus />
      )}
      <SubmitButton form={form} block>
        Go on
      </SubmitButton>
      {way.destination !== null && <SendAgain {...way} inbox={inbox} />}
    </ActionFormElement>
  );
}
