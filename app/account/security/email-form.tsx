"use client";

import Link from "next/link";
import { useState } from "react";
import { changeEmailAction } from "@/app/account/security/actions";
import { EmailCodeForm } from "@/app/account/security/email-code-form";
import { type OwnerProof, OwnerProofField, proofIn } from "@/app/account/security/owner-proof";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Address } from "@/components/ui/address";
import { Alert } from "@/components/ui/alert";
import { textLinkClass } from "@/components/ui/text-link";

/** A new address and the password, where there is one; then the code that was mailed to it. */
export function EmailForm({ inbox, proof }: { inbox: string | null; proof: OwnerProof }) {
  const [waiting, setWaiting] = useState("");
  const form = useActionForm({
    input: (fields) => ({ new_email: fields.text("new_email"), ...proofIn(proof, fields) }),
    action: changeEmailAction,
    schema: () => import("@/lib/accounts/profile.schema").then((loaded) => loaded.changeEmailContract.input),
    onSuccess: (_data, sent) => {
      setWaiting(sent.new_email.trim().toLowerCase());
      return undefined;
    },
  });

  if (waiting) {
    return (
      <div className="grid gap-5 sm:max-w-sm">
        <div role="status">
          <Alert tone="success" title="Check the mail at your new address">
            We sent a code and a link to{" "}
            <span className="font-medium text-foreground">
              <Address email={waiting} />
            </span>
            . Until you use one of them, nothing changes.{" "}
            {inbox && (
              <Link href={inbox} className={textLinkClass} target="_blank">
                Read it in the inbox
              </Link>
            )}
          </Alert>
        </div>
        <EmailCodeForm email={waiting} onCancel={() => setWaiting("")} />
      </div>
    );
  }
  return (
    <ActionFormElement form={form} className="sm:max-w-sm">
      <TextField
        form={form}
        name="new_email"
        label="New address"
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
      />
      <OwnerProofField form={form} proof={proof} />
      <div>
        <SubmitButton form={form} variant="secondary">
          Change address
        </SubmitButton>
      </div>
    </ActionFormElement>
  );
}
