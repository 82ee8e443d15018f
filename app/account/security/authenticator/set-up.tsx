"use client";

import { useState } from "react";
import type { z } from "zod";
import { ScanAndConfirm } from "@/app/account/security/authenticator/scan-and-confirm";
import { beginTotpAction } from "@/app/account/security/factor-actions";
import { KeepCodes } from "@/app/account/security/keep-codes";
import { type OwnerProof, OwnerProofField, proofIn } from "@/app/account/security/owner-proof";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { SectionCard } from "@/components/ui/card";
import type { beginTotpContract } from "@/lib/factors/factors.schema";

/** A secret that was shown and waits for its first code. */
export type Begun = z.infer<typeof beginTotpContract.output>;

/** Three steps on one page: a name, the code, what to keep. */
export function SetUp({ proof }: { proof: OwnerProof }) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <KeepCodes codes={codes} notice="factor-added" />;
  if (begun) {
    return (
      <ScanAndConfirm
        begun={begun}
        onConfirmed={(recoveryCodes) => {
          if (recoveryCodes) setCodes(recoveryCodes);
          else location.assign("/account/security?notice=factor-added");
        }}
      />
    );
  }
  return (
    <SectionCard id="begin" title="Which app, or which phone?" description="The name helps you to tell several apart.">
      <Begin proof={proof} onBegun={setBegun} />
    </SectionCard>
  );
}

function Begin({ proof, onBegun }: { proof: OwnerProof; onBegun: (begun: Begun) => void }) {
  const form = useActionForm({
    input: (fields) => ({ name: fields.text("name"), ...proofIn(proof, fields) }),
    action: beginTotpAction,
    schema: () => import("@/lib/factors/factors.schema").then((loaded) => loaded.beginTotpContract.input),
    onSuccess: (data) => {
      onBegun(data);
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form} className="sm:max-w-sm">
      <TextField form={form} name="name" label="Name" defaultValue="Phone" maxLength={60} autoComplete="off" />
      <OwnerProofField form={form} proof={proof} />
      <div>
        <SubmitButton form={form}>Go on</SubmitButton>
      </div>
    </ActionFormElement>
  );
}
