"use client";

import Fingerprint from "lucide-react/icons/fingerprint-pattern";
import { useState } from "react";
import { AddPasskeyButton } from "@/app/account/security/add-passkey-button";
import type { OwnerProof } from "@/app/account/security/owner-proof";
import { closePasskeyOfferAction } from "@/app/account/security/passkey-actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** The next sensible step for whoever signs in with a password. Put away once, it stays away. */
export function PasskeyOffer({ proof }: { proof: OwnerProof }) {
  const [closed, setClosed] = useState(false);
  if (closed) return null;
  async function close() {
    setClosed(true);
    const result = await attempt(() => closePasskeyOfferAction({}));
    if ("reason" in result) toast(result.reason);
  }
  return (
    <section
      aria-labelledby="passkey-offer"
      className="flex flex-wrap items-center gap-x-6 gap-y-4 rounded-xl border border-accent/25 bg-accent-subtle p-5 sm:p-6"
    >
      <Fingerprint aria-hidden="true" className="size-8 shrink-0 text-accent" />
      <div className="min-w-0 flex-1 basis-64">
        <h2 id="passkey-offer" className="font-semibold tracking-tight">
          Next time, without a password
        </h2>
        <p className="mt-1 text-sm text-muted">A passkey signs you in with your fingerprint, your face or the lock of your device.</p>
      </div>
      <div className="flex flex-wrap gap-3">
        <AddPasskeyButton proof={proof} isFirst onwardTo="/account" />
        <Button variant="ghost" onClick={() => void close()}>
          Not now
        </Button>
      </div>
    </section>
  );
}
