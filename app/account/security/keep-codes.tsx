"use client";

import { RecoveryCodes } from "@/app/account/security/recovery-codes";
import { buttonClass } from "@/components/ui/button-class";
import { SectionCard } from "@/components/ui/card";

/** The recovery codes that come with the first factor, shown this once. @param notice what the page Security says afterwards. */
export function KeepCodes({ codes, notice }: { codes: string[]; notice: string }) {
  return (
    <SectionCard
      id="keep"
      title="Keep your recovery codes"
      description="Each lets you in once without your second factor. Print them or put them into your password manager: they are shown only now."
    >
      <RecoveryCodes codes={codes} />
      <p className="mt-6 print:hidden">
        <a href={`/account/security?notice=${notice}`} className={buttonClass({})}>
          I have kept them
        </a>
      </p>
    </SectionCard>
  );
}
