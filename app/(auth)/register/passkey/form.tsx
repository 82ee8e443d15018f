"use client";

import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { useState } from "react";
import { beginSetUpAction, finishSetUpAction } from "@/app/(auth)/register/passkey/actions";
import { attempt } from "@/components/form/failure";
import { createPasskey, passkeyProblem } from "@/components/form/passkey";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** One press, and the device does the rest. */
export function FirstPasskey({ callbackUrl }: { callbackUrl: string }) {
  const [problem, setProblem] = useState("");
  const [pending, setPending] = useState(false);

  async function make(): Promise<string | null> {
    const begun = await attempt(() => beginSetUpAction({}));
    if ("reason" in begun) return begun.reason;
    try {
      const response = await createPasskey(begun.data.public_key);
      const done = await attempt(() => finishSetUpAction({ response, callback_url: callbackUrl }));
      if ("reason" in done) return done.reason;
      location.assign(done.data.redirect_to);
      return null;
    } catch (error) {
      return (await passkeyProblem(error)) ?? "";
    }
  }

  async function press() {
    setProblem("");
    setPending(true);
    const wrong = await make();
    if (wrong === null) return;
    setProblem(wrong);
    setPending(false);
  }

  return (
    <div className="grid gap-5">
      <div role="alert" className="empty:hidden">
        {problem && <Alert tone="danger">{problem}</Alert>}
      </div>
      <Button block pending={pending} onClick={() => void press()}>
        <Fingerprint aria-hidden="true" className="size-5" />
        Create a passkey
      </Button>
    </div>
  );
}
