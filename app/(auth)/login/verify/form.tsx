"use client";

import { useState } from "react";
import { verifySecondFactorAction } from "@/app/(auth)/login/verify/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { CheckboxField, CodeField, TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import type { CodeMethod } from "@/lib/factors/factors.schema";

interface VerifyFormProps {
  callbackUrl: string;
  /** Where a sign-in begins anew. */
  again: string;
}

/** A code of the authenticator app, or a recovery code instead. */
export function VerifyForm({ callbackUrl, again }: VerifyFormProps) {
  const [method, setMethod] = useState<CodeMethod>("totp");
  return (
    <div className="grid gap-5">
      {/* Another way is another form: nothing of the one before is left in it. */}
      <CodeForm key={method} method={method} callbackUrl={callbackUrl} again={again} />
      <Button variant="ghost" block onClick={() => setMethod(method === "totp" ? "recovery_code" : "totp")}>
        {method === "totp" ? "Use a recovery code instead" : "Use the authenticator app instead"}
      </Button>
    </div>
  );
}

function CodeForm({ method, callbackUrl, again }: VerifyFormProps & { method: CodeMethod }) {
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
      {method === "totp" ? (
        <CodeField
          form={form}
          name="code"
          label="Code from your authenticator app"
          description="Open the app and type the six digits it shows."
          autoFocus
        />
      ) : (
        <TextField
          form={form}
          name="code"
          label="Recovery code"
          description="One of the codes you kept when you set up the app. Each works once."
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus
        />
      )}
      <SubmitButton form={form} block>
        Go on
      </SubmitButton>
    </ActionFormElement>
  );
}
