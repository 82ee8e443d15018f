"use client";

import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { useState } from "react";
import { beginPasskeyFactorAction, verifyPasskeyFactorAction } from "@/app/(auth)/login/verify/actions";
import { attempt } from "@/components/form/failure";
import { askForPasskey, passkeyProblem } from "@/components/form/passkey";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";

/** A passkey as the second factor: one press. */
export function PasskeyForm({ callbackUrl, again }: { callbackUrl: string; again: string }) {
  const [problem, setProblem] = useState("");
  const [pending, setPending] = useState(false);
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

  async function press() {
    setProblem("");
    setPending(true);
    const wrong = await prove();
    if (wrong === null) return;
    setProblem(wrong);
    setPending(false);
  }

  return (
    <div className="grid gap-5">
      <div role="alert" className="empty:hidden">
        {problem && <Alert tone="danger">{problem}</Alert>}
      </div>
      <Checkbox
        name="trust_device"
        label="Trust this device for 30 days"
        checked={trusts}
        onChange={(event) => setTrusts(event.target.checked)}
      />
      <Button block pending={pending} onClick={() => void press()}>
        <Fingerprint aria-hidden="true" className="size-5" />
        Use your passkey
      </Button>
    </div>
  );
}
