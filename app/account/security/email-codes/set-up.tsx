"use client";

import { useState } from "react";
import { type BegunCode, ConfirmCode } from "@/app/account/security/confirm-code";
import { beginEmailFactorAction } from "@/app/account/security/factor-actions";
import { type OwnerProof, OwnerProofField, proofIn } from "@/app/account/security/owner-proof";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { useActionForm } from "@/components/form/use-action-form";
import { SectionCard } from "@/components/ui/card";

/** The password, then the code that was mailed, then what to keep. */
export function EmailSetUp({ proof, inbox }: { proof: OwnerProof; inbox: string | null }) {
  const [begun, setBegun] = useState<BegunCode | null>(null);
  const form = useActionForm({
    input: (fields) => proofIn(proof, fields),
    action: beginEmailFactorAction,
    onSuccess: (data, sent) => {
      setBegun({ first: data, sendAgain: () => beginEmailFactorAction(sent) });
      return undefined;
    },
  });
  if (begun) return <ConfirmCode begun={begun} notice="email-codes-added" inbox={inbox} />;
  return (
    <SectionCard id="begin" title="Is it you?" description="Then we mail you the first code.">
      <ActionFormElement form={form} className="sm:max-w-sm">
        <OwnerProofField form={form} proof={proof} />
        <div>
          <SubmitButton form={form}>Mail me a code</SubmitButton>
        </div>
      </ActionFormElement>
    </SectionCard>
  );
}
