"use client";

import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { useEffect, useRef, useState } from "react";
import { beginPasskeySignInAction, passkeySignInAction } from "@/app/(auth)/login/actions";
import { attempt } from "@/components/form/failure";
import { askForPasskey, fillsInPasskeys, offerPasskeys, passkeyProblem } from "@/components/form/passkey";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";

/** What is to be signed is good for five minutes; before they are over, the offer is made anew. */
const OFFERED_MS = 4 * 60 * 1000;

type Signed = Awaited<ReturnType<typeof askForPasskey>>;

/** A passkey by the button, or out of what the browser fills in. Stands in the form whose box says whether to stay signed in. */
export function PasskeySignIn({ callbackUrl, isLast }: { callbackUrl: string; isLast: boolean }) {
  const [problem, setProblem] = useState("");
  const [pending, setPending] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const [round, setRound] = useState(0);

  async function finish(response: Signed) {
    setProblem("");
    setPending(true);
    const box = button.current?.form?.elements.namedItem("remember_me");
    const remember_me = box instanceof HTMLInputElement && box.checked;
    const result = await attempt(() => passkeySignInAction({ response, remember_me, callback_url: callbackUrl }));
    if ("data" in result) return location.assign(result.data.redirect_to);
    setProblem(result.reason);
    setPending(false);
    setRound((before) => before + 1);
  }

  const latest = useRef(finish);
  latest.current = finish;

  useEffect(() => {
    let isOver = false;
    async function offer() {
      if (!(await fillsInPasskeys()) || isOver) return;
      const options = await attempt(beginPasskeyOptions);
      // Without the offer there is still the button.
      if (isOver || !("data" in options)) return;
      const signed = await offerPasskeys(options.data.public_key).catch(() => null);
      if (signed && !isOver) await latest.current(signed);
    }
    void offer();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") setRound(round + 1);
    }, OFFERED_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [round]);

  async function press() {
    setProblem("");
    setPending(true);
    const options = await attempt(beginPasskeyOptions);
    if (!("data" in options)) {
      setProblem(options.reason);
      return setPending(false);
    }
    try {
      return await finish(await askForPasskey(options.data.public_key));
    } catch (error) {
      setProblem((await passkeyProblem(error)) ?? "");
      setPending(false);
      setRound((before) => before + 1);
    }
  }

  return (
    <div className="grid gap-3">
      <Button ref={button} variant="secondary" block pending={pending} onClick={() => void press()}>
        <Fingerprint aria-hidden="true" className="size-5" />
        Use a passkey
        {isLast && <Badge tone="accent">Last used</Badge>}
      </Button>
      <Problem>{problem}</Problem>
    </div>
  );
}

const beginPasskeyOptions = () => beginPasskeySignInAction({});
