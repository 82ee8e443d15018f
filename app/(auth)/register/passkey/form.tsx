"use client";

import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { beginSetUpAction, finishSetUpAction } from "@/app/(auth)/register/passkey/actions";
import { attempt } from "@/components/form/failure";
import { createPasskey, passkeyProblem } from "@/components/form/passkey";
import { usePress } from "@/components/form/use-press";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";

/** One press, and the device does the rest. */
export function FirstPasskey({ callbackUrl }: { callbackUrl: string }) {
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

  const { press, pending, problem } = usePress(make);
  return (
    <div className="grid gap-5">
      <Problem>{problem}</Problem>
      <Button block pending={pending} onClick={press}>
        <Fingerprint aria-hidden="true" className="size-5" />
        Create a passkey
      </Button>
    </div>
  );
}
