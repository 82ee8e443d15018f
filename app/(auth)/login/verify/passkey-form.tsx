"use client";

import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { useState } from "react";
import { beginPasskeyFactorAction, verifyPasskeyFactorAction } from "@/app/(auth)/login/verify/actions";
import { attempt } from "@/components/form/failure";
import { askForPasskey, passkeyProblem } from "@/components/form/passkey";
import { usePress } from "@/components/form/use-press";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Problem } from "@/components/ui/problem";

/** A passkey as the second factor: one press. */
export function PasskeyForm({ callbackUrl, again }: { callbackUrl: string; again: string }) {
  const [trusts, setTrusts] = useState(false);

  /** @returns what went wrong; null when the page is about to be left. */
  async function prove(): Promise<string | null> {
    const begun = await attempt(() => beginPasskeyFactorAction({}));
    if ("reason" in begun) return begun.reason;
    try {
      const response = await askForPasskey(begun.data.public_key);
      const result = await verifyPasskeyFactorAction({ response, trust_device: trusts, callback_url: callbackUrl });
      if (!result.ok && result.error.type !== "TOKEN_REVOKED") return result.error.message;
      location.assign(result.ok ? result.data.redirect_to : again);
      return null;
    } catch (error) {
      return (await passkeyProblem(error)) ?? "";
    }
  }

  const { press, pending, problem } = usePress(prove);
  return (
    <div className="grid gap-5">
      <Problem>{problem}</Problem>
      <Checkbox
        name="trust_device"
        label="Trust this device for 30 days"
        checked={trusts}
        onChange={(event) => setTrusts(event.target.checked)}
      />
      <Button block pending={pending} onClick={press}>
        <Fingerprint aria-hidden="true" className="size-5" />
        Use your passkey
      </Button>
    </div>
  );
}
