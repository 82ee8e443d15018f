"use client";

import { useState } from "react";
import { CodeForm } from "@/app/(auth)/login/verify/code-form";
import { OtherWays } from "@/app/(auth)/login/verify/other-ways";
import { PasskeyForm } from "@/app/(auth)/login/verify/passkey-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { OfferedMethod } from "@/lib/signin/send-code";

interface VerifyFormProps {
  /** The way to ask for first in front. */
  ways: OfferedMethod[];
  callbackUrl: string;
  /** Where a sign-in begins anew. */
  again: string;
  /** Where mail can be read on this machine, or null. */
  inbox: string | null;
}

/** One way to prove the second factor, and the others at hand. */
export function VerifyForm({ ways, callbackUrl, again, inbox }: VerifyFormProps) {
  // As they were when the page was opened: what is drawn while it is left knows none.
  const [known] = useState(ways);
  const [chosen, setChosen] = useState(known[0]?.method);
  const [isChoosing, setChoosing] = useState(false);
  const way = known.find(({ method }) => method === chosen);
  if (!way) {
    return (
      <Alert tone="warning" title="No way is left to prove it is you">
        None of your second factors can be used for this sign-in, and no recovery code is left. Whoever runs this portal can help you.
      </Alert>
    );
  }
  const others = known.filter(({ method }) => method !== chosen);
  return (
    <div className="grid gap-5">
      {/* Another way is another form: nothing of the one before is left in it. */}
      {way.method === "passkey" ? (
        <PasskeyForm callbackUrl={callbackUrl} again={again} />
      ) : (
        <CodeForm key={way.method} way={way} callbackUrl={callbackUrl} again={again} inbox={inbox} />
      )}
      {others.length > 0 && !isChoosing && (
        <Button variant="ghost" block onClick={() => setChoosing(true)}>
          Try another way
        </Button>
      )}
      {isChoosing && (
        <OtherWays
          ways={others}
          onChoose={(method) => {
            setChosen(method);
            setChoosing(false);
          }}
        />
      )}
    </div>
  );
}
