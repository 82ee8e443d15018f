"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type OwnerProof, OwnerProofField, proofIn } from "@/app/account/security/owner-proof";
import { addPasskeyAction, beginPasskeyAction } from "@/app/account/security/passkey-actions";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { attempt } from "@/components/form/failure";
import { createPasskey, passkeyProblem } from "@/components/form/passkey";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { toast } from "@/components/ui/toast";

interface AddPasskeyButtonProps {
  proof: OwnerProof;
  isFirst: boolean;
  /** Instead of the usual words. */
  label?: string;
  /** Where to go when it is there; absent, one stays. */
  onwardTo?: string;
}

/** Asks who it is, then has the device make a passkey. */
export function AddPasskeyButton(props: AddPasskeyButtonProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant={props.isFirst ? "primary" : "secondary"} onClick={() => setOpen(true)}>
        {props.label ?? (props.isFirst ? "Create a passkey" : "Add another")}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Create a passkey"
        description="Your device asks for your fingerprint, your face or its lock. You are signed out everywhere else."
      >
        <Create {...props} onDone={close} />
      </Dialog>
    </>
  );
}

function Create({ proof, onwardTo, onDone }: AddPasskeyButtonProps & { onDone: () => void }) {
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [making, setMaking] = useState(false);

  async function make(options: Parameters<typeof createPasskey>[0]) {
    setMaking(true);
    try {
      const response = await createPasskey(options);
      const result = await attempt(() => addPasskeyAction({ response }));
      if ("reason" in result) return setProblem(result.reason);
      if (onwardTo) return location.assign(onwardTo);
      toast(`${result.data.passkey.name} signs you in from now on.`);
      onDone();
      return router.refresh();
    } catch (error) {
      return setProblem((await passkeyProblem(error)) ?? "");
    } finally {
      setMaking(false);
    }
  }

  const form = useActionForm({
    input: (fields) => proofIn(proof, fields),
    action: (input: { current_password?: string }) => beginPasskeyAction(input),
    onSuccess: ({ public_key }) => {
      setProblem("");
      void make(public_key);
      return undefined;
    },
  });
  return (
    <ActionFormElement form={form}>
      <Problem>{problem}</Problem>
      <OwnerProofField form={form} proof={proof} />
      <DialogButtons>
        <Button variant="secondary" onClick={onDone}>
          Cancel
        </Button>
        <SubmitButton form={form} {...(making ? { "aria-disabled": true } : {})}>
          Go on
        </SubmitButton>
      </DialogButtons>
    </ActionFormElement>
  );
}
