"use client";

import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { useState } from "react";
import { beginPasskeyProofAction, passkeyProofAction } from "@/app/step-up/actions";
import { failureOf } from "@/components/form/failure";
import { askForPasskey, passkeyProblem } from "@/components/form/passkey";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** A passkey, which proves everything at once. */
export function PasskeyProof({ variant, onProven }: { variant: "primary" | "secondary"; onProven: () => void }) {
  const [problem, setProblem] = useState("");
  const [pending, setPending] = useState(false);

  async function press() {
    setProblem("");
    setPending(true);
    const reason = await prove();
    setPending(false);
    if (reason === "") onProven();
    else setProblem(reason ?? "");
  }

  return (
    <div className="grid gap-3">
      <Button variant={variant} block pending={pending} onClick={() => void press()}>
        <Fingerprint aria-hidden="true" className="size-5" />
        Use a passkey
      </Button>
      <div role="alert" className="empty:hidden">
        {problem && <Alert tone="danger">{problem}</Alert>}
      </div>
    </div>
  );
}

/** @returns nothing to say when it is proven; why not, or null where the person called it off. */
async function prove(): Promise<string | null> {
  try {
    const begun = await beginPasskeyProofAction({});
    if (!begun.ok) return begun.error.message;
    const signed = await askForPasskey(begun.data.public_key).catch(async (error: unknown) => ({ problem: await passkeyProblem(error) }));
    if ("problem" in signed) return signed.problem;
    const proven = await passkeyProofAction({ response: signed });
    return proven.ok ? "" : proven.error.message;
  } catch (error) {
    return failureOf(error);
  }
}
