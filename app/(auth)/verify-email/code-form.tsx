"use client";

import { useState } from "react";
import { confirmVerificationAction, requestVerificationAction } from "@/app/(auth)/verify-email/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { attempt } from "@/components/form/failure";
import { CodeField, TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { CountdownButton } from "@/components/ui/countdown-button";
import { quietLinkClass } from "@/components/ui/text-link";

/** Seconds between two mails, so that an impatient finger does not fill the mailbox. */
const RESEND_SECONDS = 30;

/** The six digits; another mail; and a way back for a mistyped address. */
export function CodeForm({ email, callbackUrl }: { email: string; callbackUrl: string }) {
  const [news, setNews] = useState<{ tone: "success" | "danger"; text: string } | null>(null);
  const form = useActionForm({
    input: (fields) => ({ email: email || fields.text("email"), code: fields.text("code") }),
    action: (input: { email: string; code: string }) => confirmVerificationAction(input),
    schema: () => import("@/app/(auth)/verify-email/code.schema").then((loaded) => loaded.codeInput),
    onSuccess: (data) => {
      const onward = callbackUrl ? `&callbackUrl=${encodeURIComponent(callbackUrl)}` : "";
      if (data.needs_passkey) location.assign(`/register/passkey?${onward.slice(1)}`);
      else location.assign(data.status === "changed" ? "/account/security?notice=email-changed" : `/login?notice=email-verified${onward}`);
      return "leaving";
    },
  });

  const typed = form.watch("email");

  async function resend(): Promise<number> {
    if (!email && !(await form.check("email"))) return 0;
    const address = email || typed;
    const result = await attempt(() => requestVerificationAction({ email: address }));
    if ("reason" in result) {
      setNews({ tone: "danger", text: result.reason });
      return result.retryAfterSeconds ?? 0;
    }
    setNews({ tone: "success", text: "If this address is waiting to be confirmed, a new mail is on its way. Only the newest code works." });
    return RESEND_SECONDS;
  }

  return (
    <ActionFormElement form={form}>
      {!email && (
        <TextField
          form={form}
          name="email"
          label="E-mail address"
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
      <CodeField form={form} name="code" label="Six-digit code" />
      <SubmitButton form={form} block>
        Confirm
      </SubmitButton>
      <div role="status" className="empty:hidden">
        {news && <Alert tone={news.tone}>{news.text}</Alert>}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <CountdownButton
          variant="ghost"
          size="sm"
          className="-ml-3"
          label="Send a new mail"
          initialSeconds={email ? RESEND_SECONDS : 0}
          onPress={resend}
        />
        {email && (
          <a href={`/register?email=${encodeURIComponent(email)}`} className={quietLinkClass}>
            Wrong address?
          </a>
        )}
      </div>
    </ActionFormElement>
  );
}
