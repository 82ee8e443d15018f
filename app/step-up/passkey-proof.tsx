"use client";

import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { beginPasskeyProofAction, passkeyProofAction } from "@/app/step-up/actions";
import { failureOf } from "@/components/form/failure";
import { askForPasskey, passkeyProblem } from "@/components/form/passkey";
import { usePress } from "@/components/form/use-press";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";

/** A passkey, which proves everything at once. */
export function PasskeyProof({ variant, onProven }: { variant: "primary" | "secondary"; onProven: () => void }) {
  const { press, pending, problem } = usePress(async () => {
    const wrong = await prove();
    if (wrong === null) onProven();
    return wrong;
  });
  return (
    <div className="grid gap-3">
      <Button variant={variant} block pending={pending} onClick={press}>
        <Fingerprint aria-hidden="true" className="size-5" />
        Use a passkey
      </Button>
      <Problem>{problem}</Problem>
    </div>
  );
}

/** @returns null when it is proven; else why not, with nothing to say where the person called it off. */
async function prove(): Promise<string | null> {
  try {
    const begun = await beginPasskeyProofAction({});
    if (!begun.ok) return begun.error.message;
    const signed = await askForPasskey(begun.data.public_key).catch(async (error: unknown) => ({ problem: await passkeyProblem(error) }));
    if ("problem" in signed) return signed.problem ?? "";
    const proven = await passkeyProofAction({ response: signed });
    return proven.ok ? null : proven.error.message;
  } catch (error) {
    return failureOf(error);
  }
}
