"use client";

import { useState } from "react";
import { sendContactMessageAction } from "@/app/(auth)/contact/actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextareaField, TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** Four fields, and one answer for everybody. */
export function ContactForm({ name, email }: { name: string; email: string }) {
  const [sent, setSent] = useState(false);
  const form = useActionForm({
    input: (fields) => ({
      name: fields.text("name"),
      email: fields.text("email"),
      subject: fields.text("subject"),
      message: fields.text("message"),
    }),
    action: sendContactMessageAction,
    schema: () => import("@/lib/contact/contact.schema").then((loaded) => loaded.contactContract.input),
    onSuccess: () => {
      setSent(true);
      return undefined;
    },
  });

  if (sent) {
    return (
      <div className="grid gap-5">
        <div role="status">
          <Alert tone="success" title="Thank you">
            Your message is on its way. The answer comes by mail, to the address you gave.
          </Alert>
        </div>
        <Button variant="secondary" block onClick={() => setSent(false)}>
          Write another message
        </Button>
      </div>
    );
  }
  return (
    <ActionFormElement form={form}>
      <TextField form={form} name="name" label="Your name" autoComplete="name" maxLength={100} defaultValue={name} />
      <TextField
        form={form}
        name="email"
        label="E-mail address"
        description="Where the answer goes."
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={email}
      />
      <TextField form={form} name="subject" label="Subject (optional)" autoComplete="off" maxLength={150} />
      <TextareaField form={form} name="message" label="Message" rows={7} maxLength={5000} />
      <SubmitButton form={form} block>
        Send message
      </SubmitButton>
    </ActionFormElement>
  );
}
