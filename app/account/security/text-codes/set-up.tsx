"use client";

import { useState } from "react";
import { type BegunCode, ConfirmCode } from "@/app/account/security/confirm-code";
import { beginSmsFactorAction } from "@/app/account/security/factor-actions";
import { type OwnerProof, OwnerProofField, proofIn } from "@/app/account/security/owner-proof";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { SectionCard } from "@/components/ui/card";

/** The number and the password, then the code that was sent, then what to keep. */
export function TextSetUp({ proof, inbox }: { proof: OwnerProof; inbox: string | null }) {
  const [begun, setBegun] = useState<BegunCode | null>(null);
  const form = useActionForm({
    input: (fields) => ({ phone: fields.text("phone"), ...proofIn(proof, fields) }),
    action: beginSmsFactorAction,
    schema: () => import("@/lib/factors/factors.schema").then((loaded) => loaded.beginSmsFactorContract.input),
    onSuccess: (data, sent) => {
      setBegun({ first: data, sendAgain: () => beginSmsFactorAction(sent) });
      return undefined;
    },
  });
  if (begun) return <ConfirmCode begun={begun} notice="text-codes-added" inbox={inbox} />;
  return (
    <SectionCard
      id="begin"
      title="Which phone?"
      description="It gets the first code at once, and shows afterwards as its last digits alone."
    >
      <ActionFormElement form={form} className="sm:max-w-sm">
        <TextField
          form={form}
          name="phone"
          label="Phone number"
          description="With its country, such as +33 6 12 34 56 78."
          type="tel"
          inputMode="tel"
          autoComplete="tel"
        />
        <OwnerProofField form={form} proof={proof} />
        <div>
          <SubmitButton form={form}>Send me a code</SubmitButton>
        </div>
      </ActionFormElement>
    </SectionCard>
  );
}
